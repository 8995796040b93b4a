# What R's packages survey and survival say: Rscript oracle.R FOLDER reads estimates.csv, pairs.csv
# and survival.csv there and writes a file of answers beside each, to all digits.
suppressPackageStartupMessages({
  library(survey)
  library(survival)
})
folder <- commandArgs(trailingOnly = TRUE)[1]
read <- function(name) read.csv(file.path(folder, name), stringsAsFactors = FALSE)
keep <- function(found, name) {
  found <- do.call(rbind, found)
  numbers <- sapply(found, is.numeric)
  found[numbers] <- lapply(found[numbers], function(one) sprintf("%.15g", one))
  write.csv(found, file.path(folder, name), row.names = FALSE, quote = FALSE)
}
sampled <- function(rows) {
  svydesign(ids = ~1, strata = ~joined, weights = ~weight, fpc = ~universe, data = rows)
}

# A total (no x) or a ratio of a part of the respondents, with Student's interval of given df.
estimate <- function(rows) {
  part <- subset(sampled(rows), inside == 1)
  found <- if (is.na(rows$x[1])) svytotal(~y, part) else svyratio(~y, ~x, part)
  ends <- confint(found, df = rows$df[1])
  data.frame(task = rows$task[1], estimate = as.numeric(coef(found)),
             se = as.numeric(SE(found)), low = ends[1], high = ends[2])
}

# The difference of two totals or two ratios of one survey, with its error.
difference <- function(rows) {
  rows$y1 <- rows$y * rows$one
  rows$y2 <- rows$y2 * rows$other
  if (is.na(rows$x[1])) {
    found <- svycontrast(svytotal(~y1 + y2, sampled(rows)), quote(y1 - y2))
  } else {
    rows$x1 <- rows$x * rows$one
    rows$x2 <- rows$x2 * rows$other
    found <- svycontrast(svytotal(~y1 + x1 + y2 + x2, sampled(rows)), quote(y1 / x1 - y2 / x2))
  }
  data.frame(task = rows$task[1], estimate = as.numeric(coef(found)), se = as.numeric(SE(found)))
}

# A curve just before each whole month, and the median with the interval of the log-log limits.
# Where the curve stands at one half for a while, R takes the middle of that while: `flat` says so.
lasting <- function(rows) {
  curve <- survfit(Surv(time, ended) ~ 1, data = rows, conf.type = "log-log")
  middle <- quantile(curve, 0.5)
  months <- seq(0, max(rows$time))
  so_far <- 1 + findInterval(months, curve$time, left.open = TRUE)
  data.frame(task = rows$task[1], month = months,
             at_risk = sapply(months, function(month) sum(rows$time >= month)),
             survival = c(1, curve$surv)[so_far], se = c(0, curve$std.err * curve$surv)[so_far],
             low = c(NA, curve$lower)[so_far], high = c(NA, curve$upper)[so_far],
             median = as.numeric(middle$quantile), median_low = as.numeric(middle$lower),
             median_high = as.numeric(middle$upper),
             flat = as.numeric(any(abs(curve$surv - 0.5) < 1e-9)))
}

each <- function(name, tell) lapply(split(read(name), read(name)$task), tell)
keep(each("estimates.csv", estimate), "estimates-by-r.csv")
keep(each("pairs.csv", difference), "pairs-by-r.csv")
keep(each("survival.csv", lasting), "survival-by-r.csv")
