from django.urls import path

from directives.views import (
    arriving,
    attaching,
    citing,
    detail,
    intake,
    listing,
    near,
    picking,
    registers,
    reviewing,
)

app_name = "directives"
urlpatterns = [
    path("van-ban/", listing.directive_list, name="list"),
    path("van-ban/cho-kiem-tra/", listing.draft_list, name="drafts"),
    path("van-ban/vao-so/", intake.log, name="log"),
    path("van-ban/vao-so/nhap-tay/", intake.by_hand, name="by_hand"),
    path("van-ban/vao-so/<int:pk>/", reviewing.review, name="review"),
    path("van-ban/vao-so/<int:pk>/ten/", picking.named, name="named"),
    path("van-ban/vao-so/<int:pk>/doan/", picking.passage, name="passage"),
    path("van-ban/vao-so/<int:pk>/bo/", intake.discard, name="discard"),
    path("van-ban/vao-so/<int:pk>/gan-giong/", near.near, name="near"),
    path("van-ban/vao-so/<int:pk>/tep/", attaching.draft_file, name="draft_file"),
    path("van-ban/vao-so/<int:pk>/tep/<int:enclosure>/", attaching.draft_file, name="draft_enclosure"),
    path("van-ban/den/<int:pk>/", arriving.arrival, name="arrival"),
    path("van-ban/den/<int:pk>/bo/", arriving.cancel, name="arrival_cancel"),
    path("van-ban/so-dang-ky/", registers.register, name="register"),
    path("van-ban/so-dang-ky/<int:year>/", registers.register, name="register_of"),
    path("van-ban/<int:pk>/", detail.detail, name="detail"),
    path("van-ban/<int:pk>/bo-sung/", detail.complete, name="complete"),
    path("van-ban/<int:pk>/tep/them/", attaching.add, name="attach"),
    path("van-ban/<int:pk>/tep/<int:attachment>/", detail.file, name="file"),
    path("van-ban/<int:pk>/dan-chieu/<int:citation>/", citing.link, name="link"),
    path("van-ban/<int:pk>/dan-chieu/<int:citation>/quan-he/", citing.relation, name="relation"),
    path("van-ban/<int:pk>/lien-ket/", citing.link_all, name="link_all"),
    path("van-ban/duoc-dan/", citing.cited_list, name="cited_list"),
    path("van-ban/duoc-dan/<int:pk>/", citing.cited, name="cited"),
]
