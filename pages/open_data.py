"""How do I use these figures in another program?"""

from components import guard, parts
from components.open_data import open_data_page
from components.parts import Part
from data_access.language import Text

viewer = guard.require("open_data")

open_data_page.opening()
parts.render(
    viewer,
    Part("todo-junto", Text("¿Qué hay?"), (open_data_page.everything,)),
    Part("programas", Text("¿Cómo lo uso?"), (open_data_page.programs, open_data_page.with_token)),
    Part("respuestas", Text("¿Qué respuesta busco?"), (open_data_page.answers,)),
)
