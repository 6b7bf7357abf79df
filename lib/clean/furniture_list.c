/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What stands by itself on a line of a news page in Chinese and is none of its text: buttons, and
 * the names of sites. A line that could be a heading, a sentence, a signature or a date is not
 * here, nor is any of one or two characters, which tables and poems have too (but for 打印, a
 * button only). Collected by hand from pages of the sites named.
 */
#include "clean/furniture_list.h"

#define LINE(text) {text, sizeof text - 1}

const zz__furniture_line zz__furniture_lines[] = {
    /* names of sites, alone */
    LINE("人民網"),
    LINE("人民网"),
    LINE("新華網"),
    LINE("新华网"),
    /* sizes of letters */
    LINE("小字號"),
    LINE("大字號"),
    LINE("小字号"),
    LINE("大字号"),
    LINE("字號:大中小"),
    LINE("字號：大中小"),
    LINE("字号:大中小"),
    LINE("字号：大中小"),
    LINE("字號 大 中 小"),
    LINE("字号 大 中 小"),
    /* sharing */
    LINE("分享讓更多人看到"),
    LINE("分享让更多人看到"),
    LINE("分享到微信朋友圈"),
    LINE("分享到朋友圈"),
    LINE("分享到新浪微博"),
    LINE("用微信掃描二維碼"),
    LINE("用微信扫描二维码"),
    LINE("打開微信，點擊底部的“發現”，使用“掃一掃”即可將網頁分享至朋友圈。"),
    LINE("打开微信，点击底部的“发现”，使用“扫一扫”即可将网页分享至朋友圈。"),
    LINE("微信掃一掃分享"),
    LINE("微信扫一扫分享"),
    LINE("掃一掃分享到微信"),
    LINE("扫一扫分享到微信"),
    /* moving about */
    LINE("返回頂部"),
    LINE("返回顶部"),
    LINE("回到頂部"),
    LINE("回到顶部"),
    LINE("返回首頁"),
    LINE("返回首页"),
    LINE("返回列表"),
    LINE("上一篇"),
    LINE("下一篇"),
    LINE("上一頁"),
    LINE("上一页"),
    LINE("下一頁"),
    LINE("下一页"),
    LINE("點擊查看更多"),
    LINE("点击查看更多"),
    LINE("網站地圖"),
    LINE("网站地图"),
    LINE("設為首頁"),
    LINE("设为首页"),
    LINE("加入收藏"),
    LINE("打印本頁"),
    LINE("打印本页"),
    LINE("關閉窗口"),
    LINE("关闭窗口"),
    LINE("打印"),
    LINE("我要糾錯"),
    LINE("我要纠错"),
    LINE("我要評論"),
    LINE("我要评论"),
    LINE("發表評論"),
    LINE("发表评论"),
    {NULL, 0},
};

const zz__furniture_line zz__furniture_sites[] = {
    LINE("人民網"),
    LINE("人民网"),
    LINE("新華網"),
    LINE("新华网"),
    LINE("央視網"),
    LINE("央视网"),
    LINE("中國網"),
    LINE("中国网"),
    LINE("光明網"),
    LINE("光明网"),
    LINE("中新網"),
    LINE("中新网"),
    LINE("中國新聞網"),
    LINE("中国新闻网"),
    LINE("環球網"),
    LINE("环球网"),
    LINE("中國經濟網"),
    LINE("中国经济网"),
    LINE("中國青年網"),
    LINE("中国青年网"),
    LINE("澎湃新聞"),
    LINE("澎湃新闻"),
    {NULL, 0},
};
