"""Jobs by place and period in plain Streamlit: files read once, five pictures drawn from pandas."""

import os

import altair as alt
import pandas as pd
import streamlit as st

FOLDER = os.environ["BENCH_FILES"]
st.set_page_config(page_title="Empleo", layout="wide")


@st.cache_data
def load():
    people = pd.read_csv(f"{FOLDER}/personas.csv", parse_dates=["fecha_registro"])
    offers = pd.read_csv(f"{FOLDER}/intermediacion.csv")
    jobs = pd.read_csv(f"{FOLDER}/colocaciones.csv")
    return people, offers, jobs


people, offers, jobs = load()
cantons = people["canton_residencia"].astype(str).str.zfill(4)
place = st.query_params.get("territory", "EC")
start = pd.Timestamp(st.query_params.get("from", "2023-01-01"))
end = pd.Timestamp(st.query_params.get("until", "2026-01-01"))
chosen = people if place == "EC" else people[cantons.str.startswith(place)]
chosen = chosen[(chosen["fecha_registro"] >= start) & (chosen["fecha_registro"] < end)]
codes = chosen["codigo_persona"]
reached = offers[offers["codigo_persona"].isin(codes)]
hired = jobs[jobs["codigo_persona"].isin(codes)]

st.title("Empleo")
first, second, third = st.columns(3)
first.metric("Personas registradas", len(chosen))
second.metric("Con una intermediación", reached["codigo_persona"].nunique())
third.metric("Con un empleo", hired["codigo_persona"].nunique())

by_month = chosen.groupby(chosen["fecha_registro"].dt.to_period("M").astype(str)).size()
st.altair_chart(
    alt.Chart(by_month.rename("personas").reset_index())
    .mark_line()
    .encode(x="fecha_registro:O", y="personas:Q")
)
for attribute in ("sexo", "nacionalidad", "situacion_movilidad"):
    everyone = chosen.groupby(attribute).size().rename("registradas")
    with_job = chosen[codes.isin(hired["codigo_persona"])].groupby(attribute).size()
    table = pd.concat([everyone, with_job.rename("con empleo")], axis=1).fillna(0)
    long = table.reset_index().melt(attribute, var_name="grupo", value_name="personas")
    st.altair_chart(
        alt.Chart(long)
        .mark_bar()
        .encode(x="personas:Q", y=alt.Y(attribute, sort="-x"), color="grupo:N", yOffset="grupo:N")
    )
by_canton = chosen.groupby(cantons.loc[chosen.index]).size().rename("personas").reset_index()
st.altair_chart(
    alt.Chart(by_canton).mark_bar().encode(x="personas:Q", y=alt.Y("canton_residencia", sort="-x"))
)
st.dataframe(by_canton)
