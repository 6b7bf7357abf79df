/* SPDX-License-Identifier: Apache-2.0 */
/* Examples of names: word lists have few, and an ambiguous character in one keeps its plain form
 * (余 范 于 干). Surnames, given names and titles put together at random, among words. */
#include <string.h>

#include "train.h"

#define NAMES 40000
#define WEIGHT 0.2f

static const char surnames[] =
    "陳林黃張李王吳劉蔡楊許鄭謝郭洪邱曾廖賴徐周葉蘇莊呂江何蕭羅高潘簡朱鍾彭游詹胡施沈余趙盧梁顏柯孫魏翁戴范方宋鄧杜"
    "傅侯曹薛丁卓馬阮董溫唐藍石蔣古紀姚連馮歐程湯田康姜白汪尤鄒巫鐘黎涂龔嚴韓袁金童陸夏柳邵錢伍倪于譚駱熊任甘秦顧毛"
    "章史官萬俞雷粘饒張闕凌崔尹孔辛武辜陶易龍段韋葛池孟褚殷麥賀賈莫文管關向包丘梅華裴樊全佘左花魯鮑郝岳谷郁曲卜甯朴黨"
    "席松冉丰云查仇";
/* Those whose character is ambiguous, the frequent ones more than once. */
static const char ambiguous_surnames[] =
    "余范于岳谷姜沈鍾葉郁卜萬曲蘇胡周游涂向余范于余范鍾朱梁席党";
static const char given[] =
    "志明家豪俊宏建文雅婷怡君淑芬美玲惠雯靜宜欣佳穎詩涵子軒宇翔承恩冠廷柏翰彥廷宗翰偉倫信嘉慧麗華秀英玉珍國榮華德勝金"
    "龍永昌正雄福春生光輝安平成國強東海清水木火天來有財進步立仁義禮智孝忠勇剛毅峰山石林森楠梅蘭竹菊雪冰霜雨露雲霞星月"
    "日晨曦曉旭陽晴朗亮敏捷聰慧思遠長青少雄大為民心怡然如意若蘭元化海尚繼道盛太平悅敬其權柏富若伯仲叔季文樂"
    "瑋琪苑綺光中秋雨英九震";
static const char ambiguous_given[] =
    "雲雲志志松升昇傑傑杰余于范岳谷鍾冲發征舍准才里丰御佑岩巖台向範豐";
static const char *const titles[] = {
    "先生",   "小姐",   "女士",   "老師",   "教授",   "主任",   "校長",   "院長",   "部長",
    "委員",   "主席",   "總",     "總統",   "經理",   "董事長", "醫師",   "醫生",   "律師",
    "議員",   "局長",   "處長",   "科長",   "隊長",   "將軍",   "同學",   "太太",   "伯伯",
    "叔叔",   "阿姨",   "姑娘",   "公子",   "師兄",   "師姐",   "師弟",   "師妹",   "前輩",
    "道長",   "掌門",   "長老",   "大人",   "老爺",   "夫人",   "氏",     "家",     "府",
    "某",     "某某",   "姓",     "市長",   "縣長",   "次長",   "組長",   "副院長", "副主席",
    "副總",   "總經理", "執行長", "署長",   "司長",   "檢察官", "法官",   "導演",   "教練",
    "老",     "兄",     "君",     "哥",     "姐",     "書記",   "政委",   "代表",   "立委",
    "博士"};

typedef struct characters {
    uint32_t text[512];
    uint32_t count;
} characters;

static void take(characters *c, const char *text)
{
    c->count = (uint32_t)decode(text, strlen(text), c->text, 512);
}

static uint32_t one(const characters *c)
{
    return c->text[draw_below(c->count)];
}

static size_t put(uint32_t *text, size_t n, const characters *c)
{
    memcpy(text + n, c->text, c->count * sizeof *text);
    return n + c->count;
}

/* A name in one of its shapes: with a title before, inside or behind, or 老余. */
static size_t put_name(uint32_t *text, size_t n, uint32_t surname, const uint32_t name[2])
{
    bool two = name[1] != 0;
    characters title;
    uint32_t shape = draw_below(8);

    take(&title, titles[draw_below(sizeof titles / sizeof *titles)]);
    if (shape == 6)
        n = put(text, n, &title);
    if (shape == 7)
        text[n++] = chance(500) ? 0x8001 : chance(500) ? 0x5C0F : 0x963F; /* 老 小 阿 */
    text[n++] = surname;
    if (shape == 4 || shape == 5)
        n = put(text, n, &title);
    if (shape != 4 && shape != 7) {
        text[n++] = name[0];
        if (two)
            text[n++] = name[1];
    }
    if (shape == 3)
        n = put(text, n, &title);
    return n;
}

void add_names(void)
{
    characters family_names, ambiguous, first_names, ambiguous_first;
    uint32_t text[64], i;

    take(&family_names, surnames);
    take(&ambiguous, ambiguous_surnames);
    take(&first_names, given);
    take(&ambiguous_first, ambiguous_given);
    for (i = 0; i < NAMES; i++) {
        bool by_surname = chance(500);
        uint32_t surname = one(by_surname ? &ambiguous : &family_names), name[2];
        size_t n = 0;

        name[0] = one(&first_names);
        name[1] = chance(250) ? 0 : one(&first_names);
        if (!by_surname) { /* two draws, in this order whatever the compiler */
            bool second = name[1] != 0 && chance(500);

            name[second] = one(&ambiguous_first);
        }
        if (chance(750))
            n = put_word(text, n);
        else
            text[n++] = chance(500) ? 0x3001 : 0x3002; /* 、。 */
        n = put_name(text, n, surname, name);
        if (chance(333)) {
            text[n++] = chance(667) ? 0xFF0C : 0x3001; /* ，、 */
        } else {
            n = put_word(text, n);
        }
        n = put_word(text, n);
        add_line(text, n, WEIGHT, true, FROM_WORDS);
    }
}
