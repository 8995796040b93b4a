"""Jobs by place and period in Dash: data read at start, one callback that draws five pictures."""

import os

import pandas as pd
import plotly.express as px
from dash import Dash, Input, Output, dcc, html

FOLDER = os.environ["BENCH_FILES"]
people = pd.read_csv(f"{FOLDER}/personas.csv", parse_dates=["fecha_registro"])
people["canton"] = people["canton_residencia"].astype(str).str.zfill(4)
offers = pd.read_csv(f"{FOLDER}/intermediacion.csv")
jobs = pd.read_csv(f"{FOLDER}/colocaciones.csv")

app = Dash(__name__)
server = app.server
ATTRIBUTES = ("sexo", "nacionalidad", "situacion_movilidad")
app.layout = html.Div(
    [
        html.H1("Empleo"),
        dcc.Dropdown(["EC", *sorted(people["canton"].unique())], "EC", id="place"),
        dcc.DatePickerRange(id="period", start_date="2023-01-01", end_date="2026-01-01"),
        html.Div(id="numbers"),
        *(dcc.Graph(id=f"figure-{at}") for at in range(5)),
    ]
)


@app.callback(
    Output("numbers", "children"),
    *(Output(f"figure-{at}", "figure") for at in range(5)),
    Input("place", "value"),
    Input("period", "start_date"),
    Input("period", "end_date"),
)
def draw(place, start, end):
    chosen = people if place == "EC" else people[people["canton"].str.startswith(place)]
    chosen = chosen[(chosen["fecha_registro"] >= start) & (chosen["fecha_registro"] < end)]
    codes = chosen["codigo_persona"]
    reached = offers[offers["codigo_persona"].isin(codes)]
    hired = jobs[jobs["codigo_persona"].isin(codes)]
    people_reached, people_hired = (t["codigo_persona"].nunique() for t in (reached, hired))
    said = f"{len(chosen)} / {people_reached} / {people_hired}"
    month = chosen["fecha_registro"].dt.to_period("M").astype(str)
    figures = [px.line(chosen.groupby(month).size().rename("personas").reset_index(), y="personas")]
    for attribute in ATTRIBUTES:
        everyone = chosen.groupby(attribute).size().rename("registradas")
        with_job = chosen[codes.isin(hired["codigo_persona"])].groupby(attribute).size()
        table = pd.concat([everyone, with_job.rename("con empleo")], axis=1).fillna(0).reset_index()
        figures.append(px.bar(table, y=attribute, x=["registradas", "con empleo"], barmode="group"))
    by_canton = chosen.groupby("canton").size().rename("personas").reset_index()
    figures.append(px.bar(by_canton, x="personas", y="canton"))
    return said, *figures
