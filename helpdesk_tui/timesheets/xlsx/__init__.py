"""The workbook of hours as the parts of a file: pure, nothing here knows the database.

openpyxl makes what stands around the rows (styles, table, chart, pivot table). The rows are written
here: it keeps no value beside a formula, and would take minutes for many.
"""
