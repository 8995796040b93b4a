"""The parts of the labour page: sentences about the figures, and the charts that show them."""
