"""Every real file we were given: what it is read as, or the sentence that refuses it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from refdesk.domain.errors import UserError
from refdesk.exchange.opening import open_table

DATA = Path(__file__).parents[3] / "shared/data"

NOTES = {
    "one title": "The first line is a title",
    "titles": "The first 2 lines are a title",
    "remarks": "Lines that begin with # were passed over",
    "western": "read as Western European (Windows)",
    "japanese": "read as cp932",
    "formulas": "Some formulas have no result",
}

# file, columns, first heading, rows, rows that cannot be read, what is said of the reading
TABLES = [
    ("contacts_csv/outlook.csv", 22, "Action", 3, 0, ""),
    ("csv_bad_users/users.csv", 16, "id", 1, 0, ""),
    ("csv_bad_users/users_html_escaped.csv", 16, "id", 1, 0, ""),
    ("csv_duckdb/auto/14177.csv", 2, "id", 5, 0, ""),
    ("csv_duckdb/auto/backslash_escape.csv", 3, "123", 2, 0, ""),
    ("csv_duckdb/auto/date_format_bug_linux.csv", 1, "test", 3, 0, ""),
    ("csv_duckdb/auto/duplicate_header_col.csv", 3, "a", 2, 0, ""),
    ("csv_duckdb/auto/duplicate_header_collision.csv", 4, "a", 2, 0, ""),
    ("csv_duckdb/auto/duplicate_header_columns.csv", 13, "a", 2, 0, ""),
    ("csv_duckdb/auto/early_out_error.csv", 3, "a", 22, 0, ""),
    ("csv_duckdb/auto/empty_header.csv", 3, "123", 1, 0, ""),
    ("csv_duckdb/auto/glob/0.csv", 4, "row_id", 27, 0, ""),
    ("csv_duckdb/auto/glob/1.csv", 4, "row_id", 28, 0, ""),
    ("csv_duckdb/auto/int_bol.csv", 2, "i", 4, 0, ""),
    ("csv_duckdb/auto/invalid_time.csv", 1, "12:0", 0, 0, ""),
    ("csv_duckdb/auto/issue_1254.csv", 2, "a", 2, 0, ""),
    ("csv_duckdb/auto/issue_1254_rn.csv", 2, "a", 2, 0, ""),
    ("csv_duckdb/auto/leading_space_numerics.csv", 3, "123", 2, 0, ""),
    ("csv_duckdb/auto/missing_header_col.csv", 3, "a", 2, 0, ""),
    ("csv_duckdb/auto/missing_many_col.csv", 13, "a", 2, 0, ""),
    ("csv_duckdb/auto/mixed_single_line.csv", 2, "1", 0, 0, ""),
    ("csv_duckdb/auto/mock_duckdb_test_data.csv", 5, "id", 9, 1, ""),
    ("csv_duckdb/auto/multi_column_string_mix.csv", 4, "1", 8, 0, ""),
    ("csv_duckdb/auto/multi_column_string_mix_r_n.csv", 4, "1", 8, 0, ""),
    ("csv_duckdb/auto/multi_column_string_r.csv", 4, "1", 8, 0, ""),
    ("csv_duckdb/auto/multi_column_string_r_n.csv", 4, "1", 8, 0, ""),
    ("csv_duckdb/auto/multiple_skip_row.csv", 2, "more notes", 2, 2, "one title"),
    ("csv_duckdb/auto/no_header.csv", 3, "123.0", 1, 0, ""),
    ("csv_duckdb/auto/normalize_names_1.csv", 3, "A", 2, 0, ""),
    ("csv_duckdb/auto/normalize_names_2.csv", 3, "select", 2, 0, ""),
    ("csv_duckdb/auto/normalize_names_3.csv", 3, "0_a", 2, 0, ""),
    ("csv_duckdb/auto/normalize_names_4.csv", 3, "állo", 2, 0, ""),
    ("csv_duckdb/auto/normalize_names_5.csv", 3, "# a", 2, 0, ""),
    ("csv_duckdb/auto/normalize_names_6.csv", 3, "# Aₐₓ #", 2, 0, ""),
    ("csv_duckdb/auto/pipe_delim.csv", 3, "123", 2, 0, ""),
    ("csv_duckdb/auto/pipe_delim_quote.csv", 3, "123", 2, 0, ""),
    ("csv_duckdb/auto/quote_escape.csv", 3, "123", 2, 0, ""),
    ("csv_duckdb/auto/rfc_conform.csv", 3, "123", 2, 0, ""),
    ("csv_duckdb/auto/rfc_conform_quote.csv", 3, "123", 2, 0, ""),
    ("csv_duckdb/auto/sample.csv", 3, "name", 3, 0, ""),
    ("csv_duckdb/auto/semicolon_delim.csv", 3, "123", 2, 0, ""),
    ("csv_duckdb/auto/semicolon_escape.csv", 3, "123", 2, 0, ""),
    ("csv_duckdb/auto/semicolon_quote.csv", 3, "123", 2, 0, ""),
    ("csv_duckdb/auto/single_header.csv", 3, "number", 1, 0, ""),
    ("csv_duckdb/auto/single_numeric.csv", 1, "1", 0, 0, ""),
    ("csv_duckdb/auto/single_quote_backslash.csv", 3, "123", 2, 0, ""),
    ("csv_duckdb/auto/single_value.csv", 1, "Test", 0, 0, ""),
    ("csv_duckdb/auto/skip_row.csv", 3, "number", 1, 0, "one title"),
    ("csv_duckdb/auto/tab.csv", 3, "123", 2, 0, ""),
    ("csv_duckdb/auto/tab_single_quote.csv", 3, "123", 2, 0, ""),
    ("csv_duckdb/auto/tab_single_quote_varchar.csv", 3, "123", 2, 0, ""),
    ("csv_duckdb/auto/test_header_mix.csv", 13, "a", 2, 0, ""),
    ("csv_duckdb/auto/test_multiple_columns.csv", 13, "foo", 300, 0, ""),
    ("csv_duckdb/auto/test_multiple_columns_rn.csv", 13, "foo", 300, 0, ""),
    ("csv_duckdb/auto/test_single_column.csv", 1, "foo", 5, 0, ""),
    ("csv_duckdb/auto/test_single_column_rn.csv", 1, "foo", 5, 0, ""),
    ("csv_duckdb/auto/time.csv", 1, "time", 3, 0, ""),
    ("csv_duckdb/auto/time_date_timestamp.csv", 5, "a", 3, 0, ""),
    ("csv_duckdb/auto/time_date_timestamp_dd-mm-yy.csv", 5, "a", 3, 0, ""),
    ("csv_duckdb/auto/time_date_timestamp_dd-mm-yyyy.csv", 5, "a", 3, 0, ""),
    ("csv_duckdb/auto/time_date_timestamp_mm-dd-yy.csv", 5, "a", 3, 0, ""),
    ("csv_duckdb/auto/time_date_timestamp_mm-dd-yyyy.csv", 5, "a", 3, 0, ""),
    ("csv_duckdb/auto/time_date_timestamp_trailing.csv", 6, "a", 3, 0, ""),
    ("csv_duckdb/auto/time_date_timestamp_yy.mm.dd.csv", 5, "a", 3, 0, ""),
    ("csv_duckdb/auto/time_date_timestamp_yyyy.mm.dd.csv", 5, "a", 3, 0, ""),
    ("csv_duckdb/auto/unnamed_columns.csv", 13, "123", 1, 0, ""),
    ("csv_duckdb/auto/utf8bom.csv", 2, "id", 2, 0, ""),
    ("csv_duckdb/auto/varchar_multi_line.csv", 3, "Alice", 1, 0, ""),
    ("csv_duckdb/auto/varchar_single_line.csv", 2, "Alice", 0, 0, ""),
    ("csv_duckdb/auto/various_time_formats.csv", 5, "12:", 0, 0, ""),
    ("csv_duckdb/comments/14635.csv", 3, "header1", 1, 0, ""),
    ("csv_duckdb/comments/14648.csv", 2, "a", 2, 0, ""),
    ("csv_duckdb/comments/17226.csv", 3, "x", 2, 0, "remarks"),
    ("csv_duckdb/comments/comment_skip.csv", 3, "x", 2, 0, "remarks one title"),
    ("csv_duckdb/comments/empty_space.csv", 2, "1", 3, 0, "remarks"),
    ("csv_duckdb/comments/error.csv", 2, "a", 2728, 0, "remarks"),
    ("csv_duckdb/comments/invalid_rows.csv", 2, "a", 2, 0, "remarks titles"),
    ("csv_duckdb/comments/mid_line.csv", 3, "1", 1, 0, "remarks"),
    ("csv_duckdb/comments/mid_line_header.csv", 3, "a", 2, 0, "remarks"),
    ("csv_duckdb/comments/mid_line_invalid.csv", 3, "1", 3, 0, ""),
    ("csv_duckdb/comments/mid_line_null.csv", 2, "a", 2, 1, "remarks"),
    ("csv_duckdb/comments/mid_line_quote.csv", 2, "a", 2, 1, "remarks"),
    ("csv_duckdb/comments/midline_empty_space.csv", 2, "a", 2, 1, "remarks"),
    ("csv_duckdb/comments/mixed_options.csv", 3, "a", 3, 0, ""),
    ("csv_duckdb/comments/only_midline.csv", 3, "1", 1, 0, ""),
    ("csv_duckdb/comments/simple.csv", 2, "a", 2, 0, "remarks"),
    ("csv_duckdb/comments/simple_comma.csv", 2, "A few comments", 6, 0, ""),
    ("csv_duckdb/comments/simple_mid_line.csv", 2, "a", 4, 1, "remarks"),
    ("csv_duckdb/decimal_separators/decimal_separators.csv", 2, "commas", 5, 0, ""),
    ("csv_duckdb/decimal_separators/decimal_separators_csv.csv", 2, "commas", 1, 0, ""),
    ("csv_duckdb/decimal_separators/invalid_char.csv", 1, "foo", 1, 0, ""),
    ("csv_duckdb/decimal_separators/mixed_format_fail.csv", 1, "foo", 3, 2, ""),
    ("csv_duckdb/encodings/all_latin1.csv", 1, "!", 188, 0, "western"),
    ("csv_duckdb/encodings/latin1.csv", 2, "name", 12, 0, "western"),
    ("csv_duckdb/encodings/only_latin1.csv", 2, "ýýýýýýý ýýýýýýýý", 5, 0, "western"),
    ("csv_duckdb/encodings/only_utf16.csv", 2, "ŁŁŁŁŁŁŁ ŁŁŁŁŁŁŁŁ", 5, 0, ""),
    ("csv_duckdb/encodings/shift_jis.csv", 2, "名前", 20, 0, "japanese"),
    ("csv_duckdb/encodings/utf16.csv", 2, "name", 20, 0, ""),
    ("csv_spectrum/comma_in_quotes.csv", 5, "first", 1, 0, ""),
    ("csv_spectrum/empty.csv", 3, "a", 2, 0, ""),
    ("csv_spectrum/empty_crlf.csv", 3, "a", 2, 0, ""),
    ("csv_spectrum/escaped_quotes.csv", 2, "a", 2, 0, ""),
    ("csv_spectrum/json.csv", 2, "key", 1, 0, ""),
    ("csv_spectrum/newlines.csv", 3, "a", 3, 0, ""),
    ("csv_spectrum/newlines_crlf.csv", 3, "a", 3, 0, ""),
    ("csv_spectrum/quotes_and_newlines.csv", 2, "a", 2, 0, ""),
    ("csv_spectrum/simple.csv", 3, "a", 1, 0, ""),
    ("csv_spectrum/simple_crlf.csv", 3, "a", 1, 0, ""),
    ("csv_spectrum/utf8.csv", 3, "a", 2, 0, ""),
    ("nppes/endpoint_pfile_first50.csv", 19, "NPI", 50, 0, ""),
    ("nppes/npidata_2016_rows9002-10001_41col.csv", 41, "NPI", 1000, 0, ""),
    ("nppes/npidata_pfile_sample8_330col.csv", 330, "NPI", 8, 0, ""),
    ("nppes/othername_pfile_first50.csv", 3, "NPI", 50, 0, ""),
    ("nppes/pl_pfile_first50.csv", 10, "NPI", 50, 0, ""),
    ("synthea_csv/encounters.csv", 15, "Id", 604, 0, ""),
    ("synthea_csv/organizations.csv", 11, "Id", 63, 0, ""),
    ("synthea_csv/patients.csv", 25, "Id", 27, 0, ""),
    ("synthea_csv/payers.csv", 21, "Id", 10, 0, ""),
    ("synthea_csv/providers.csv", 12, "Id", 166, 0, ""),
    ("xlsx_sheetjs/Attendance.csv", 9, "Date", 24, 0, ""),
    ("xlsx_sheetjs/Attendance.xlsx", 9, "Date", 24, 0, ""),
    ("xlsx_sheetjs/AutoFilter.xlsx", 5, "Code", 21, 0, ""),
    ("xlsx_sheetjs/DataTypesFormats.xlsx", 2, "Date", 5, 0, ""),
    ("xlsx_sheetjs/ErrorTypes.csv", 10, "Error", 13, 0, ""),
    ("xlsx_sheetjs/ErrorTypes.prn", 1, "Error Bang Que", 13, 0, ""),
    ("xlsx_sheetjs/ErrorTypes.txt", 10, "Error", 13, 0, ""),
    ("xlsx_sheetjs/ErrorTypes.xlsx", 10, "Error", 13, 0, ""),
    ("xlsx_sheetjs/LONumbers-2010.xlsx", 10, "General", 37, 0, ""),
    ("xlsx_sheetjs/RkNumber.xlsx", 3, "fX100", 4, 0, ""),
    ("xlsx_sheetjs/cell_style_simple.xlsx", 10, "1", 9, 0, ""),
    ("xlsx_sheetjs/comments_stress_test.xlsx", 2, "parsing excel files", 2, 0, "formulas"),
    ("xlsx_sheetjs/merge_cells.xlsx", 4, "A1:B2", 2, 0, ""),
    ("xlsx_sheetjs/number_format.xlsm", 7, "Format", 28, 0, ""),
    ("xlsx_sheetjs/number_format_entities.csv", 1, "12345.679 >", 1, 0, ""),
    ("xlsx_sheetjs/number_format_entities.xlsx", 1, "12345.6789", 1, 0, ""),
    ("xlsx_sheetjs/number_format_russian.0.csv", 7, "Format", 28, 0, "western"),
    ("xlsx_sheetjs/number_format_russian.1.csv", 7, "Format", 28, 0, "western"),
    ("xlsx_sheetjs/number_format_russian.2.csv", 11, "General", 63, 0, "western"),
    ("xlsx_sheetjs/number_format_russian.xlsm", 7, "Format", 28, 0, ""),
    ("xlsx_sheetjs/sushi.xlsx", 1, "🍣", 0, 0, ""),
    ("xlsx_sheetjs/xlsx-stream-d-date-cell.xlsx", 4, "String", 12, 0, ""),
]

REFUSED = [
    ("csv_spectrum/comma_in_quotes.json", "JSON"),
    ("csv_spectrum/empty.json", "JSON"),
    ("csv_spectrum/empty_crlf.json", "JSON"),
    ("csv_spectrum/escaped_quotes.json", "JSON"),
    ("csv_spectrum/json.json", "JSON"),
    ("csv_spectrum/newlines.json", "JSON"),
    ("csv_spectrum/newlines_crlf.json", "JSON"),
    ("csv_spectrum/quotes_and_newlines.json", "JSON"),
    ("csv_spectrum/simple.json", "JSON"),
    ("csv_spectrum/simple_crlf.json", "JSON"),
    ("csv_spectrum/utf8.json", "JSON"),
    ("naughty_strings/blns.json", "JSON"),
    ("naughty_strings/blns.txt", "quote mark"),
    ("xlsx_sheetjs/AutoFilter.ods", "OpenDocument"),
    ("xlsx_sheetjs/AutoFilter.xls", "old Excel"),
    ("xlsx_sheetjs/BlankSheetTypes.ods", "OpenDocument"),
    ("xlsx_sheetjs/BlankSheetTypes.xls", "old Excel"),
    ("xlsx_sheetjs/BlankSheetTypes.xlsm", "no visible sheet"),
    ("xlsx_sheetjs/ErrorTypes.dif", "DIF"),
    ("xlsx_sheetjs/ErrorTypes.slk", "SYLK"),
    ("xlsx_sheetjs/ErrorTypes.xls", "old Excel"),
    ("xlsx_sheetjs/LONumbers-2010.xls", "old Excel"),
    ("xlsx_sheetjs/RkNumber.xls", "old Excel"),
    ("xlsx_sheetjs/cell_style_simple.ods", "OpenDocument"),
    ("xlsx_sheetjs/cell_style_simple.xls", "old Excel"),
    ("xlsx_sheetjs/comments_stress_test.ods", "OpenDocument"),
    ("xlsx_sheetjs/comments_stress_test.xls", "old Excel"),
    ("xlsx_sheetjs/merge_cells.ods", "OpenDocument"),
    ("xlsx_sheetjs/merge_cells.xls", "old Excel"),
    ("xlsx_sheetjs/number_format.ods", "OpenDocument"),
    ("xlsx_sheetjs/number_format.xls", "old Excel"),
    ("xlsx_sheetjs/number_format_entities.xls", "old Excel"),
    ("xlsx_sheetjs/number_format_russian.xls", "old Excel"),
    ("xlsx_sheetjs/sushi.ods", "OpenDocument"),
    ("xlsx_sheetjs/sushi.xls", "old Excel"),
    ("xlsx_sheetjs/xlsx-stream-d-date-cell.xls", "old Excel"),
]


def shared(name: str) -> Path:
    path = DATA / name
    if not path.exists():
        pytest.skip(f"{name} lies beside the checkout only on our own machines")
    return path


@pytest.mark.parametrize(("name", "columns", "first", "count", "faults", "notes"), TABLES)
def test_a_real_table_is_read(name, columns, first, count, faults, notes):
    with open_table(shared(name)) as table:
        rows = list(table.rows)
        assert table.position == table.size
    assert len(table.header) == columns
    assert next(heading for heading in table.header if heading).startswith(first)
    assert (len(rows), sum(bool(row.fault) for row in rows)) == (count, faults)
    assert all(len(row.cells) == columns for row in rows)
    expected = [sentence for key, sentence in NOTES.items() if key in notes]
    assert len(table.notes) == len(expected)
    assert all(any(sentence in note for note in table.notes) for sentence in expected)


@pytest.mark.parametrize(("name", "sentence"), REFUSED)
def test_a_real_file_that_is_no_table_is_refused_in_words(name, sentence):
    with pytest.raises(UserError, match=sentence), open_table(shared(name)) as table:
        list(table.rows)


@pytest.mark.parametrize("name", [name for name, *_rest in TABLES if "spectrum" in name])
def test_the_cells_are_those_that_the_file_means(name):
    with open_table(shared(name)) as table:
        rows = [dict(zip(table.header, row.cells, strict=True)) for row in table.rows]
    meant = json.loads(
        shared(name).with_suffix(".json").read_text(encoding="utf-8").replace("\\r\\n", "\\n")
    )
    assert rows == meant


def test_every_real_file_has_its_line():
    rooms = {Path(name).parts[0] for name, *_rest in TABLES}
    found = {
        path.relative_to(DATA).as_posix()
        for room in rooms
        for path in (DATA / room).rglob("*")
        if path.is_file()
    }
    assert found <= {name for name, *_rest in (*TABLES, *REFUSED)}
