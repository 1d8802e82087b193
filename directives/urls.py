from django.urls import path

from directives.views import detail, intake, listing, picking, registers, reviewing

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
    path("van-ban/so-dang-ky/", registers.register, name="register"),
    path("van-ban/so-dang-ky/<int:year>/", registers.register, name="register_of"),
    path("van-ban/<int:pk>/", detail.detail, name="detail"),
    path("van-ban/<int:pk>/bo-sung/", detail.complete, name="complete"),
    path("van-ban/<int:pk>/tep/<int:attachment>/", detail.file, name="file"),
    path("van-ban/<int:pk>/dan-chieu/<int:citation>/", detail.link, name="link"),
]
