from django.urls import path

from reports.views import files, issued

app_name = "reports"
urlpatterns = [
    path("bao-cao/", issued.report_list, name="list"),
    path("bao-cao/lap/", issued.report_issue, name="issue"),
    path("bao-cao/<int:pk>/", issued.report_detail, name="detail"),
    path("bao-cao/<int:pk>/danh-sach/<str:unit>/<str:bucket>/", issued.report_bucket, name="bucket"),
    path("bao-cao/<int:pk>/tai/<str:form>/", files.report_download, name="download"),
]
