# Reads exports back with R's readr and says whether they survived: rows, columns, codes with leading zeros, numbers.
# Rscript benchmarks/read_back.R FOLDER     where FOLDER has tidy.csv, panel.csv, polecat.csv, icews.csv, gdelt.csv, gdelt-mentions.csv, phoenix.csv
# Debian: apt-get install r-base-core r-cran-readr
suppressPackageStartupMessages(library(readr))
folder <- commandArgs(trailingOnly = TRUE)[1]
text <- cols(.default = col_character())
wanted <- list(tidy = 69, panel = 41, polecat = 40, icews = 20, gdelt = 61, `gdelt-mentions` = 16, phoenix = 26)
for (name in names(wanted)) {
  path <- file.path(folder, paste0(name, ".csv"))
  header <- !startsWith(name, "gdelt")
  read <- if (name %in% c("tidy", "panel")) read_csv else read_tsv
  found <- read(path, col_names = header, col_types = text, progress = FALSE)
  stopifnot(nrow(problems(found)) == 0, ncol(found) == wanted[[name]], nrow(found) > 0)
  cat(name, nrow(found), "rows,", ncol(found), "columns\n")
}
icews <- read_tsv(file.path(folder, "icews.csv"), col_types = cols(`CAMEO Code` = "c", `Event ID` = "d", Intensity = "d", .default = "c"), progress = FALSE)
stopifnot(all(nchar(icews[["CAMEO Code"]]) >= 3), all(icews[["Event ID"]] == floor(icews[["Event ID"]])), all(icews[["Event ID"]] < 2^53))
cat("codes keep their zeros, event numbers are whole\n")
