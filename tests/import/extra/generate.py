# -*- coding: utf-8 -*-
"""Small XLS files that no Rust crate can write: VNI text, hidden rows, formulas. All people are invented.
python tests/import/extra/generate.py   (needs xlwt)"""
import os, sys
HERE = os.path.dirname(os.path.abspath(__file__)); sys.path.insert(0, os.path.dirname(HERE))
from common import vni, tcvn3
import xlwt

wb = xlwt.Workbook(encoding='utf-8'); s = wb.add_sheet('DS'); f = xlwt.easyxf('font: name VNI-Times')
s.write(0, 0, vni('DANH SÁCH HỘ TỔ DÂN PHỐ 9, PHƯỜNG QUẢNG PHÚ'), f)
for c, t in enumerate(['TT', 'Họ và tên chủ hộ', 'Năm sinh', 'Chỗ ở', 'Điện thoại', 'Ghi chú']): s.write(2, c, vni(t), f)
people = [('Nguyễn Văn Được', 1950), ('ĐẶNG THỊ HƯỜNG', 1961), ('Ứng Thị Ái', 1948), ('Trịnh Hữu Quý', 1972), ('Hoàng Đức Lợi', 1980)]
for i, (n, y) in enumerate(people):
    s.write(3 + i, 0, i + 1); s.write(3 + i, 1, vni(n), f); s.write(3 + i, 2, y)
    s.write(3 + i, 3, vni(f'Số {i + 1} đường Nguyễn Trãi'), f); s.write(3 + i, 4, 951234560.0 + i); s.write(3 + i, 5, vni('gọi trước') if i == 1 else '', f)
s.row(4).hidden = True
s.write(8, 1, vni('Tổng cộng'), f); s.write(10, 1, vni('Người lập biểu'), f); s.write(12, 1, vni('Lê Thị Lập'), f)
wb.save(os.path.join(HERE, 'vni.xls'))

wb = xlwt.Workbook(encoding='utf-8'); s = wb.add_sheet('DS')
for c, t in enumerate(['STT', 'Họ tên chủ hộ', 'Thôn', 'SĐT']): s.write(0, c, t)
for i in range(3):
    s.write(1 + i, 0, xlwt.Formula(f'ROW()-1')); s.write(1 + i, 1, f'Lê Văn {"ABC"[i]}'); s.write(1 + i, 2, 'Thôn 1'); s.write(1 + i, 3, xlwt.Formula('951234567'))
wb.save(os.path.join(HERE, 'formulas.xls'))
