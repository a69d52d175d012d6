"""Screens of the new pages."""
import os
from tests.journeys.test_portal_everyone import *
def test_shots(visit, city):
    from tests.portal.life import begin
    life = begin(); life.handled()
    for name,size in (("small",{"width":360,"height":740}),("wide",{"width":1280,"height":800})):
        page = visit("/follow/", viewport=size)
        page.screenshot(path="/tmp/portal2/x.png"); follow(page, life.number, life.lodged.query_code)
        page.screenshot(path=f"/tmp/portal2/matter-{name}.png", full_page=True)
        base=page.url.split("/follow/")[0]; m=f"{base}/follow/{life.number}"
        page.goto(m+"/together/"); 
        if page.get_by_role("button",name="做一个链接").count(): press(page,"做一个链接")
        page.screenshot(path=f"/tmp/portal2/together-{name}.png", full_page=True)
        link=page.get_by_label("链接").input_value()
        page.goto(link); page.screenshot(path=f"/tmp/portal2/join-{name}.png", full_page=True)
        page.get_by_label("您的姓名").fill("王二梅"+name); page.get_by_label("电话").fill("13200007711"); press(page,"我加入")
        page.screenshot(path=f"/tmp/portal2/joined-{name}.png", full_page=True)
        page.goto(m+"/supplement/?wish=hearing"); page.screenshot(path=f"/tmp/portal2/wish-{name}.png", full_page=True)
        page.goto(m+"/notices/"); page.screenshot(path=f"/tmp/portal2/notices-{name}.png", full_page=True)
        page.goto(base+"/submit/offline/"); page.screenshot(path=f"/tmp/portal2/offline-{name}.png", full_page=True)
