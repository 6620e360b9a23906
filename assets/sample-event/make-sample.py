#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the sample event: own-form.csv, partner.csv, truth.tsv and event.json.

The same files each time, on any Python 3. Everyone in them is invented.
"""
import csv
import io
import json
import pathlib
import random

HERE = pathlib.Path(__file__).resolve().parent
N_OWN, N_PARTNER, N_BOTH = 245, 155, 30

# (name in the own form, name at the partner's): people who signed up twice.
SPELT_TWICE = [
    ('欧阳静', '欧阳 静'), ('尉迟明远', '尉迟明远'), ('单晓东', '单晓东'), ('王𠮷', '王𠮷'),
    ('阿依古丽·买买提', '阿依古丽•买买提'), ('陳志豪', '陈志豪'), ('Tony 张', 'Tony张'),
    ('李Lily', '李Lily'), ('Anna Kowalska', 'ANNA KOWALSKA'), ('张伟', '张伟'),
    ('曾子墨', '曾子墨'), ('解放放', '解放放'), ("Sean O'Brien", "Sean O’Brien"), ('翟天佑', '翟天佑'),
]
ONCE = [
    '张伟', '张伟', '张伟', '司马青云', '欧阳修文', '尉迟敬', '迪丽努尔·阿不都', '单丹', '曾敏', '解晓晴',
    '仇英华', '仇毅', '朴智恩', '朴成焕', '覃秀兰', '覃海', '查慎行', '查明', '盖聂风', '盖晓玲', '区健强',
    '区小萍', '翟晓川', '乐嘉宁', '乐天', '林國強', '黃詠詩', '吕绿洲', '吕玥', '缪思源', '牟小川',
    'Marie Dubois', 'José García', 'Nguyễn Minh Anh', 'Kevin 陈', '周Joey', "Liam O'Neill",
    'Priya Raman', '买买提江·吐尔逊', '次仁卓玛', '诸葛小明', '上官婉晴', '东方朔风', '王一', '马骉', '鄢犇',
]
SURNAMES = ('李王张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜范江傅钟卢汪戴崔'
            '任陆廖姚方金邱夏谭韦贾邹石熊孟秦阎薛侯雷白龙段郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚')
GIVEN = ('伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红波辉鹏飞鑫斌宇浩凯健俊帆雪梅琳欣怡佳思雨子涵梓萱一诺浩然晨曦文博嘉懿'
         '煜城昊天伟泽乐瑶清妍若溪书桐安可心语冰岚山川海潮星河竹松柏青云舒卷远航致宁')
COMPANIES = [
    '橘洲云样例科技', '麓谷示例软件', '星岸虚构数据', '青竹样例网络', '湘水示例智能', '白沙虚构互动', '岳北样例信息', '浏阳河示例实验室',
    '月亮岛虚构机器人', '梅溪样例工作室', '洞庭示例云计算', '火宫虚构安全', '杜鹃样例开源社', '天心示例金融科技', '芙蓉虚构传媒',
    '示例大学', '样例理工学院', '虚构职业技术学院', 'Example Labs', 'Sample & Sons, Ltd.', '自由职业',
]
TITLES = ['后端工程师', '前端工程师', '测试工程师', '架构师', '产品经理', '运维工程师', '数据分析师', '算法工程师', '嵌入式工程师',
          '技术总监', '学生', '讲师', '设计师', 'Developer', 'SRE', '项目经理', '技术写作']
YEARS = ['应届', '1年以下', '1-3年', '3-5年', '5-10年', '10年以上', '3', '8']
CITIES = ['长沙'] * 14 + ['株洲', '湘潭', '岳阳', '衡阳', '武汉', '广州', '深圳', '上海', '南昌']
NOTES = ['素食', '需要轮椅通道', '会带一位同事, 他也报名了', '想和"内核"组的朋友坐一起', '上午先到\n下午 14:00 后回来', '对花生过敏',
         '第一次参加', '希望有英文资料', 'Vegetarian; no nuts', '能开"参会证明"吗?', '投影仪接口是 HDMI 还是 USB-C?\n\n谢谢']
DOMAINS = ['example.com', 'example.cn', 'example.org']
# The PINs are in README.md; the hashes are libsodium's crypto_pwhash_str().
STAFF = [
    ('0199f0c2-7c00-7001-8a11-5f0d3c9b7e01', '陈晨',
     '$argon2id$v=19$m=65536,t=2,p=1$P/MzoxNsYJvNkEALd0J5OQ$PGjVNKwg9QzqSkVgl9hASOpv4Xr6emqxz3ipKg9UF/o'),
    ('0199f0c2-7c00-7002-9b22-61e4a8d05c02', 'Lin',
     '$argon2id$v=19$m=65536,t=2,p=1$6257G9vCtUCQHe2uUbhNYA$/sm02k4TQCV8YeJGykmJIXBQX2r926ZwvKptJEN9PbE'),
]


class Dice:
    """Only random() itself gives the same numbers on every Python."""

    def __init__(self, seed):
        self.random = random.Random(seed).random

    def below(self, n):
        return int(self.random() * n)

    def one_of(self, things):
        return things[self.below(len(things))]

    def chance(self, share):
        return self.random() < share

    def shuffle(self, things):
        for i in range(len(things) - 1, 0, -1):
            j = self.below(i + 1)
            things[i], things[j] = things[j], things[i]


dice = Dice(20261128)


def new_names(n, taken):
    names = []
    while len(names) < n:
        given = dice.one_of(GIVEN) + (dice.one_of(GIVEN) if dice.chance(0.72) else '')
        name = dice.one_of(SURNAMES) + given
        if name not in taken:
            taken.add(name)
            names.append(name)
    return names


def category(i):
    return {7: '讲师', 19: '讲师', 40: '讲师', 77: '讲师', 150: '讲师', 230: '讲师', 11: '志愿者', 63: '志愿者',
            120: '志愿者', 180: '志愿者', 300: '志愿者', 30: '赞助商', 200: '赞助商', 331: '赞助商'}.get(i, '普通票')


def person(i, names):
    # Counted through the one block 199 0000, taken from nobody.
    phone = '1990000%04d' % (1009 + i * 23)
    return {
        'names': names,
        'phone': phone,
        'email': 'guest%03d@%s' % (i + 1, dice.one_of(DOMAINS)) if dice.chance(0.93) else '',
        'company': dice.one_of(COMPANIES) if dice.chance(0.94) else '',
        'title': dice.one_of(TITLES) if dice.chance(0.95) else '',
        'years': dice.one_of(YEARS),
        'city': dice.one_of(CITIES),
        'category': category(i),
        'note': dice.one_of(NOTES) if dice.chance(0.09) else '',
        'minute': int(dice.random() ** 2 * 14 * 24 * 60),  # half sign up in the first days
    }


def people():
    taken = {name for pair in SPELT_TWICE for name in pair} | set(ONCE)
    both = SPELT_TWICE + [(name, name) for name in new_names(N_BOTH - len(SPELT_TWICE), taken)]
    n_once = N_OWN + N_PARTNER - 2 * N_BOTH
    once = ONCE + new_names(n_once - len(ONCE), taken)
    dice.shuffle(once)
    everyone = [person(i, names) for i, names in enumerate(both + [(name, name) for name in once])]
    for p in everyone:
        if p['names'][0] == 'Marie Dubois':
            p['phone'] = '+1 202-555-0143'  # set aside for fiction
    namesakes = [p for p in everyone if p['names'][0] == '张伟']
    for p, company in zip(namesakes, COMPANIES):
        p['company'] = company
    both_of_them, single = everyone[:N_BOTH], everyone[N_BOTH:]
    return both_of_them + single[:N_OWN - N_BOTH], both_of_them + single[N_OWN - N_BOTH:]


def wide(text):
    return ''.join(chr(ord(c) + 0xfee0) for c in text)


def spell_phone(phone, way):
    if phone.startswith('+'):
        return phone
    a, b, c = phone[:3], phone[3:7], phone[7:]
    return [phone, f'+86 {a} {b} {c}', f'{a}-{b}-{c}', wide(phone), f'+86{phone}', f'{a} {b} {c}',
            f'0086 {phone}', f'(+86){phone}', wide('+86') + phone, f'86-{phone}'][way]


def spell_company(company):
    if not company or company.startswith(('Example', '自由')):
        return company
    return dice.one_of([company, company + '有限公司', company + '(长沙)', '长沙' + company, company + ' '])


def clock(minute):
    """The day, hour and minute that many minutes after registration opened."""
    day, rest = divmod(minute + 9 * 60, 24 * 60)
    return 5 + day, rest // 60, rest % 60


def sorted_by_time(them, delay):
    for p in them:
        p['at'] = p['minute'] + (delay if p in them[:N_BOTH] else 0)
    return sorted(them, key=lambda p: (p['at'], p['phone']))


def own_rows(them):
    yield '序号 姓名 手机 邮箱 公司 职位 工作年限 城市 票种 报名时间 备注'.split()
    for i, p in enumerate(them):
        phone = spell_phone(p['phone'], 5 if i % 23 == 7 else 0)
        at = '2026-11-%02d %02d:%02d:%02d' % (*clock(p['at']), i * 7 % 60)
        yield [str(i + 1), p['names'][0], phone, p['email'], p['company'], p['title'], p['years'], p['city'],
               p['category'], at, p['note']]


def code():
    return ''.join(dice.one_of('23456789ABCDEFGHJKMNPQRSTUVWXYZ') for _ in range(12))


def partner_rows(them, both):
    status = {13: '已取消', 47: '已取消', 88: '已取消', 121: '已取消', 144: '已取消',
              21: '待审核', 39: '待审核', 66: '待审核', 97: '待审核', 110: '待审核', 133: '待审核', 150: '待审核'}
    ticket = {'普通票': '技术开放日-普通票', '讲师': '讲师票', '志愿者': '志愿者票', '赞助商': '赞助商票'}
    yield '订单号 报名时间 票券名称 参会人 联系电话 单位 职务 电子邮箱 状态 票码'.split()
    short = next(p for p in them[56:] if p not in both)
    for i, p in enumerate(them):
        twice = p in both
        phone = spell_phone(p['phone'], (i * 3 + 1) % 10 if twice else (0, 0, 0, 1, 0, 2, 0, 4)[i % 8])
        company = spell_company(p['company']) if twice else p['company']
        if p is short:
            phone = phone[:-1]  # someone left out a digit
        if i == 72:
            company = '甲方;乙方"联合"虚构实验室'
        email = '' if twice and i % 5 == 0 else p['email']
        day, hour, minute = clock(p['at'])
        yield ['D202611%02d%05d' % (day, 1000 + i * 17), f'2026/11/{day} {hour}:{minute:02d}', ticket[p['category']],
               p['names'][1], phone, company, p['title'], email, status.get(i, '已确认'), code()]


def table(rows, delimiter, newline):
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator=newline).writerows(rows)
    return text.getvalue()


def event():
    def words(zh_cn, en):
        return {'zh_CN': zh_cn, 'en': en}

    def one_list(name, title, opens, closes, latecomers, capacity):
        return {'id': name, 'name': title, 'place': words('一号厅', 'Hall 1'), 'opens': opens, 'closes': closes,
                'rule': 'once', 'badge': True, 'capacity': capacity, 'latecomers': latecomers}

    day = '2026-11-28T%s:00+08:00'
    return {
        'id': '0199f0c2-7c00-7000-8f00-3b6f1d2e4a00',
        'name': words('长沙开源技术开放日 2026', 'Changsha Open Tech Day 2026'),
        'place': words('长沙样例会堂', 'Example Hall, Changsha'),
        'zone': 'Asia/Shanghai',
        'badge_template': 'label-62x100',
        'walk_in_status': 'confirmed',
        'required': ['phone'],
        'consent': words('我同意主办方仅为本次活动的签到与联络使用以上信息，活动结束后 30 天内删除。',
                         'I agree that the organizers use these details for check-in and contact at this event '
                         'only, and delete them within 30 days after it.'),
        'lists': [
            one_list('morning', words('上午场', 'Morning'), day % '08:00', day % '12:30',
                     words('演讲已经开始，请从后门轻声入场。', 'The talks have begun. Please go in quietly by the rear door.'),
                     800),
            one_list('afternoon', words('下午场', 'Afternoon'), day % '13:00', day % '18:00',
                     words('下午场已经开始，请从后门轻声入场。',
                           'The afternoon has begun. Please go in quietly by the rear door.'), 800),
        ],
        'staff': [{'id': i, 'name': name, 'pin_hash': pin_hash} for i, name, pin_hash in STAFF],
    }


def main():
    own, partner = people()
    both = own[:N_BOTH]
    own = sorted_by_time(own, 0)
    own_text = table(own_rows(own), ',', '\r\n')
    partner = sorted_by_time(partner, 2 * 24 * 60 + 37)
    partner_text = table(partner_rows(partner, both), ';', '\n')
    truth = [f'{own.index(p) + 2}\t{partner.index(p) + 2}\n' for p in both]
    (HERE / 'own-form.csv').write_bytes(b'\xef\xbb\xbf' + own_text.encode())
    (HERE / 'partner.csv').write_bytes(partner_text.encode('gb18030'))
    (HERE / 'truth.tsv').write_bytes(''.join(['own-form.csv\tpartner.csv\n'] + truth).encode())
    (HERE / 'event.json').write_bytes((json.dumps(event(), ensure_ascii=False, indent=2) + '\n').encode())


if __name__ == '__main__':
    main()
