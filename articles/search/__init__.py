"""Finding articles by their words: `documents` what is searched, `words` how it is compared, `asking` what was typed,
`index` the one place that knows the databases, `finding` the answer, `showing` its marks, `guessing` “did you mean”."""
