/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What stands by itself on a line of a news page in Chinese and is none of its text: buttons, and
 * the names of sites. A line that could be a heading, a sentence, a signature or a date is not
 * here, nor is any of one or two characters, which tables and poems have too (but for 打印, a
 * button only). Collected by hand from pages of the sites named.
 */
#include "clean/furniture_list.h"

#include <stddef.h>

const char *const zz__furniture_lines[] = {
    /* names of sites, alone */
    "人民網",
    "人民网",
    "新華網",
    "新华网",
    /* sizes of letters */
    "小字號",
    "大字號",
    "小字号",
    "大字号",
    "字號:大中小",
    "字號：大中小",
    "字号:大中小",
    "字号：大中小",
    "字號 大 中 小",
    "字号 大 中 小",
    /* sharing */
    "分享讓更多人看到",
    "分享让更多人看到",
    "分享到微信朋友圈",
    "分享到朋友圈",
    "分享到新浪微博",
    "用微信掃描二維碼",
    "用微信扫描二维码",
    "打開微信，點擊底部的“發現”，使用“掃一掃”即可將網頁分享至朋友圈。",
    "打开微信，点击底部的“发现”，使用“扫一扫”即可将网页分享至朋友圈。",
    "微信掃一掃分享",
    "微信扫一扫分享",
    "掃一掃分享到微信",
    "扫一扫分享到微信",
    /* moving about */
    "返回頂部",
    "返回顶部",
    "回到頂部",
    "回到顶部",
    "返回首頁",
    "返回首页",
    "返回列表",
    "上一篇",
    "下一篇",
    "上一頁",
    "上一页",
    "下一頁",
    "下一页",
    "點擊查看更多",
    "点击查看更多",
    "網站地圖",
    "网站地图",
    "設為首頁",
    "设为首页",
    "加入收藏",
    "打印本頁",
    "打印本页",
    "關閉窗口",
    "关闭窗口",
    "打印",
    "我要糾錯",
    "我要纠错",
    "我要評論",
    "我要评论",
    "發表評論",
    "发表评论",
    NULL,
};

const char *const zz__furniture_sites[] = {
    "人民網",     "人民网",     "新華網",   "新华网",   "央視網",   "央视网",   "中國網",
    "中国网",     "光明網",     "光明网",   "中新網",   "中新网",   "中國新聞網", "中国新闻网",
    "環球網",     "环球网",     "中國經濟網", "中国经济网", "中國青年網", "中国青年网", "澎湃新聞",
    "澎湃新闻",   NULL,
};
