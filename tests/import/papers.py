"""Writes the same plan with python-docx in several shapes: python3 papers.py FOLDER"""

import sys
from pathlib import Path

from docx import Document
from docx.shared import Pt

folder = Path(sys.argv[1])
DEADLINE = "hoàn thành trong quý I/2023"


def paper(name, fill):
    document = Document()
    fill(document)
    document.save(folder / f"{name}.docx")


def head(document):
    document.add_paragraph("KẾ HOẠCH").runs[0].bold = True
    document.add_paragraph("Khắc phục khuyết điểm năm 2023").alignment = 1


def measure(document, style=None, sign="- "):
    item = document.add_paragraph(f"{sign}Lập lịch họp (", style=style)
    item.add_run(DEADLINE).italic = True
    item.add_run(").")


def typed(document):
    head(document)
    document.add_paragraph("I. KHUYẾT ĐIỂM")
    item = document.add_paragraph("- ")
    item.add_run("Khuyết điểm 1:").bold = True
    item.add_run(" Họp chưa đều.")
    document.add_paragraph("II. GIẢI PHÁP THỰC HIỆN")
    document.add_paragraph("1. Giải pháp khắc phục khuyết điểm 1")
    measure(document)


def styled(document):
    head(document)
    document.add_heading("Khuyết điểm", 1)
    document.add_paragraph("Khuyết điểm 1: Họp chưa đều.", style="List Bullet")
    document.add_heading("Giải pháp", 1)
    document.add_heading("Giải pháp khắc phục khuyết điểm 1", 2)
    measure(document, "List Bullet", "")


def numbered(document):
    head(document)
    document.add_heading("Khuyết điểm", 1)
    document.add_paragraph("Khuyết điểm 1: Họp chưa đều.", style="List Number")
    document.add_heading("Giải pháp", 1)
    document.add_heading("Giải pháp khắc phục khuyết điểm 1", 2)
    measure(document, "List Number", "")


def tables(document):
    top = document.add_table(1, 2)
    top.cell(0, 0).text = "ĐOÀN TNCS HỒ CHÍ MINH\nSố: 12-KH/TĐTN-VP"
    top.cell(0, 1).text = "Tây Ninh, ngày 03 tháng 3 năm 2023"
    typed(document)
    document.add_paragraph("III. SỐ LIỆU")
    data = document.add_table(3, 3)
    for row, cells in enumerate([["Nơi", "Năm", "Số"], ["Huyện A", "2021", "1"], ["", "2022", "2"]]):
        for column, text in enumerate(cells):
            data.cell(row, column).text = text
    data.cell(1, 0).merge(data.cell(2, 0))
    end = document.add_table(1, 2)
    end.cell(0, 0).text = "Nơi nhận:\n- Huyện đoàn;\n- Lưu VP."
    end.cell(0, 1).text = "TM. BAN THƯỜNG VỤ\nBÍ THƯ"


def dressed(document):
    section = document.sections[0]
    section.header.paragraphs[0].text = "Dự thảo lần 2"
    typed(document)
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            run.font.size = Pt(14)
            run.font.name = "Times New Roman"
    document.add_page_break()
    document.add_paragraph("\tTrên đây là kế hoạch\tcủa năm.")


for shape in (typed, styled, numbered, tables, dressed):
    paper(shape.__name__, shape)
