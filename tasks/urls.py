from django.urls import path

from tasks.views import handover, leave
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
from tasks.views.filings import filings
from tasks.views.handling import handling_rules
from tasks.views.inspections import finding_assign, inspection, inspection_act, inspection_new, inspections
from tasks.views.listing import task_list
from tasks.views.merit import merit, merit_correct, merit_new, merit_record
from tasks.views.mine import mine
from tasks.views.panel import panel
from tasks.views.petitions import petition, petition_act, petition_file, petition_new, petitions
from tasks.views.publishing import post_online
from tasks.views.reminders import remind, reminder_detail, reminder_list
from tasks.views.reorganised_tasks import reorganisation_tasks
from tasks.views.reorganising import reorganisation, reorganisations, reorganise_new
from tasks.views.reviews import review_conclude, review_detail, review_list
from tasks.views.series import series_act, series_detail, series_list
from tasks.views.strikes import strike

app_name = "tasks"
urlpatterns = [
    path("kien-nghi/", petitions, name="petitions"),
    path("kien-nghi/moi/", petition_new, name="petition_new"),
    path("kien-nghi/<int:pk>/", petition, name="petition"),
    path("kien-nghi/<int:pk>/tep/", petition_file, name="petition_file"),
    path("kien-nghi/<int:pk>/<slug:act>/", petition_act, name="petition_act"),
    path("kiem-tra/", inspections, name="inspections"),
    path("kiem-tra/moi/", inspection_new, name="inspection_new"),
    path("kiem-tra/<int:pk>/", inspection, name="inspection"),
    path("kiem-tra/<int:pk>/ton-tai/<int:finding>/", finding_assign, name="finding_assign"),
    path("kiem-tra/<int:pk>/<slug:act>/", inspection_act, name="inspection_act"),
    path("khen-thuong-trach-nhiem/", merit, name="merit"),
    path("khen-thuong-trach-nhiem/moi/<slug:kind>/", merit_new, name="merit_new"),
    path("khen-thuong-trach-nhiem/<int:pk>/", merit_record, name="merit_record"),
    path("khen-thuong-trach-nhiem/<int:pk>/dinh-chinh/", merit_correct, name="merit_correct"),
    path("bang-dieu-hanh/", dashboard, name="dashboard"),
    path("chap-hanh/", conduct, name="conduct"),
    path("chap-hanh/<slug:key>/", conduct_list, name="conduct_list"),
    path("viec-cua-toi/", mine, name="mine"),
    path("giai-trinh/", explanation_list, name="explanations"),
    path("bao-cao-lanh-dao/", escalation_list, name="escalations"),
    path("bao-cao-lanh-dao/soan/", escalate_tasks, name="escalate"),
    path("bao-cao-lanh-dao/<int:pk>/", escalation_detail, name="escalation"),
    path("bao-cao-lanh-dao/<int:pk>/rut/", escalation_withdraw, name="escalation_withdraw"),
    path("don-doc/", reminder_list, name="reminders"),
    path("don-doc/soan/", remind, name="remind"),
    path("don-doc/<int:pk>/", reminder_detail, name="reminder"),
    path("ra-soat/", review_list, name="reviews"),
    path("ra-soat/<int:pk>/", review_detail, name="review"),
    path("ra-soat/<int:pk>/<int:line>/", review_conclude, name="review_conclude"),
    path("nhiem-vu/", task_list, name="list"),
    path("nhiem-vu/giao/", assign_single, name="assign_single"),
    path("nhiem-vu/giao/<int:directive_pk>/", assign, name="assign"),
    path("nhiem-vu/dang-tai/<int:directive_pk>/", post_online, name="post_online"),
    path("nhiem-vu/cua-van-ban/<int:directive_pk>/", panel, name="panel"),
    path("nhiem-vu/theo-chuoi/<int:directive_pk>/", chain, name="chain"),
    path("nhiem-vu/quy-dinh/", handling_rules, name="handling_rules"),
    path("viec-dinh-ky/", series_list, name="series_list"),
    path("viec-dinh-ky/ky-bao-cao/", filings, name="filings"),
    path("viec-dinh-ky/<int:pk>/", series_detail, name="series_detail"),
    path("viec-dinh-ky/<int:pk>/<slug:action>/", series_act, name="series_act"),
    path("don-vi/sap-xep/", reorganisations, name="reorganisations"),
    path("don-vi/sap-xep/moi/", reorganise_new, name="reorganise_new"),
    path("don-vi/sap-xep/<int:pk>/", reorganisation, name="reorganisation"),
    path("don-vi/sap-xep/<int:pk>/nhiem-vu/", reorganisation_tasks, name="reorganisation_tasks"),
    path("nhiem-vu/<int:pk>/", task_detail, name="detail"),
    path("nhiem-vu/<int:pk>/gach-bo/<int:seq>/", strike, name="strike"),
    path("nhiem-vu/<int:pk>/gach-bo/<int:seq>/<int:file_pk>/", strike, name="strike_file"),
    path("nhiem-vu/<int:pk>/tep/<int:file_pk>/", event_file, name="file"),
    path("nhiem-vu/<int:pk>/xin-y-kien/", ask, name="consult"),
    path("xin-y-kien/", consultation_list, name="consultations"),
    path("xin-y-kien/<int:pk>/", consultation_detail, name="consultation"),
    path("xin-y-kien/<int:pk>/tep/<int:file_pk>/", consultation_file, name="consultation_file"),
    path("xin-y-kien/<int:pk>/<slug:act>/", consultation_act, name="consultation_act"),
    path("nhiem-vu/<int:pk>/<slug:action>/", task_act, name="act"),
    path("ban-giao/", handover.people, name="handover"),
    path("ban-giao/<int:person>/", handover.person, name="handover_of"),
    path("vi-tri/<int:pk>/ket-thuc/", leave.post_end, name="post_end"),
    path("vi-tri/<int:pk>/uy-quyen/", leave.delegation_new, name="delegation_new"),
    path("uy-quyen/<int:pk>/thu-hoi/", leave.delegation_revoke, name="delegation_revoke"),
]
