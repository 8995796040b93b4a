"""The jury bench: simulated juries whose truth is known, judged by our rules and by others."""
