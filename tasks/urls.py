from django.urls import path

from tasks.views.act import task_act
from tasks.views.assign import assign, assign_single
from tasks.views.chain import chain
from tasks.views.conduct import conduct, conduct_list
from tasks.views.consultations.acts import consultation_act
from tasks.views.consultations.asking import ask
from tasks.views.consultations.files import consultation_file
from tasks.views.consultations.listing import consultation_list
from tasks.views.consultations.page import consultation_detail
from tasks.views.dashboard import dashboard
from tasks.views.detail import task_detail
from tasks.views.escalations import escalate_tasks, escalation_detail, escalation_list, escalation_withdraw
from tasks.views.explanations import explanation_list
from tasks.views.files import event_file
from tasks.views.handling import handling_rules
from tasks.views.listing import task_list
from tasks.views.mine import mine
from tasks.views.panel import panel
from tasks.views.reviews import review_conclude, review_detail, review_list

app_name = "tasks"
urlpatterns = [
    path("bang-dieu-hanh/", dashboard, name="dashboard"),
    path("chap-hanh/", conduct, name="conduct"),
    path("chap-hanh/<slug:key>/", conduct_list, name="conduct_list"),
    path("viec-cua-toi/", mine, name="mine"),
    path("giai-trinh/", explanation_list, name="explanations"),
    path("bao-cao-lanh-dao/", escalation_list, name="escalations"),
    path("bao-cao-lanh-dao/soan/", escalate_tasks, name="escalate"),
    path("bao-cao-lanh-dao/<int:pk>/", escalation_detail, name="escalation"),
    path("bao-cao-lanh-dao/<int:pk>/rut/", escalation_withdraw, name="escalation_withdraw"),
    path("ra-soat/", review_list, name="reviews"),
    path("ra-soat/<int:pk>/", review_detail, name="review"),
    path("ra-soat/<int:pk>/<int:line>/", review_conclude, name="review_conclude"),
    path("nhiem-vu/", task_list, name="list"),
    path("nhiem-vu/giao/", assign_single, name="assign_single"),
    path("nhiem-vu/giao/<int:directive_pk>/", assign, name="assign"),
    path("nhiem-vu/cua-van-ban/<int:directive_pk>/", panel, name="panel"),
    path("nhiem-vu/theo-chuoi/<int:directive_pk>/", chain, name="chain"),
    path("nhiem-vu/quy-dinh/", handling_rules, name="handling_rules"),
    path("nhiem-vu/<int:pk>/", task_detail, name="detail"),
    path("nhiem-vu/<int:pk>/tep/<int:file_pk>/", event_file, name="file"),
    path("nhiem-vu/<int:pk>/xin-y-kien/", ask, name="consult"),
    path("xin-y-kien/", consultation_list, name="consultations"),
    path("xin-y-kien/<int:pk>/", consultation_detail, name="consultation"),
    path("xin-y-kien/<int:pk>/tep/<int:file_pk>/", consultation_file, name="consultation_file"),
    path("xin-y-kien/<int:pk>/<slug:act>/", consultation_act, name="consultation_act"),
    path("nhiem-vu/<int:pk>/<slug:action>/", task_act, name="act"),
]
