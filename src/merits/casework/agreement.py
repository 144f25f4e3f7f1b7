"""How far two coders, reading blind, agreed: per code, with intervals (E5).

The unit is (letter, code): did this coder find the code in this letter, or not. Four figures are given because each
hides something: percent agreement ignores chance, Cohen's kappa falls when a code is very rare or very common, Gwet's AC1
does not, and prevalence tells which of these to expect.

Sources: Cohen (1960), Educational and Psychological Measurement 20:37-46; large-sample error of kappa: Fleiss, Cohen and
Everitt (1969), Psychological Bulletin 72:323-327; AC1 and its variance: Gwet (2008), British Journal of Mathematical and
Statistical Psychology 61:29-48; interval of a proportion: Wilson (1927), Journal of the American Statistical Association
22:209-212.
"""
