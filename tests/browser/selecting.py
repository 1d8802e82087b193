"""Selecting a passage of the document under review with the pointer, as a person does."""

from __future__ import annotations

from playwright.sync_api import Page, expect

_ENDS = """([words, within]) => {
    const paper = document.getElementById("paper");
    const whole = paper.textContent;
    const from = whole.indexOf(words, within ? whole.indexOf(within) : 0);
    const range = document.createRange();
    const walker = document.createTreeWalker(paper, NodeFilter.SHOW_TEXT);
    let at = 0;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (at <= from && from < at + node.length) range.setStart(node, from - at);
        if (at < from + words.length && from + words.length <= at + node.length) range.setEnd(node, from + words.length - at);
        at += node.length;
    }
    paper.scrollTop += range.getBoundingClientRect().top - paper.getBoundingClientRect().top - 200;
    const boxes = [...range.getClientRects()].filter((box) => box.width > 0);
    const [first, last] = [boxes[0], boxes.at(-1)];
    return [first.left + 1, first.top + first.height / 2, last.right - 1, last.top + last.height / 2];
}"""


def select_passage(page: Page, words: str, *, within: str = "") -> None:
    """Drags over the words, the first ones after `within`, and waits for what the page offers."""
    left, top, right, bottom = page.evaluate(_ENDS, [words, within])
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move((left + right) / 2, (top + bottom) / 2)
    page.mouse.move(right, bottom)
    page.mouse.up()
    expect(page.locator("#palette")).to_be_visible()
