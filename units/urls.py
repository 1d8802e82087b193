from django.urls import path

from units.views import changes, imports, people, posts, units

app_name = "units"
urlpatterns = [
    path("don-vi/", units.unit_list, name="list"),
    path("don-vi/them/", changes.unit_new, name="new"),
    path("don-vi/<int:pk>/", units.unit_detail, name="detail"),
    path("don-vi/<int:pk>/doi-ten/", changes.unit_rename, name="rename"),
    path("don-vi/<int:pk>/chuyen/", changes.unit_move, name="move"),
    path("don-vi/<int:pk>/cap-tren-thu-hai/", changes.second_line_new, name="second_line_new"),
    path("don-vi/<int:pk>/cap-tren-thu-hai/<int:line>/thoi/", changes.second_line_end, name="second_line_end"),
    path("don-vi/<int:pk>/ten-goi-khac/", changes.alias_new, name="alias_new"),
    path("don-vi/<int:pk>/ten-goi-khac/<int:alias>/bo/", changes.alias_remove, name="alias_remove"),
    path("don-vi/<int:pk>/ten-goi-nhom/<int:alias>/bo/", changes.group_alias_remove, name="group_alias_remove"),
    path("don-vi/nguoi-dung/", people.person_list, name="people"),
    path("don-vi/nguoi-dung/them/", people.person_new, name="person_new"),
    path("don-vi/nguoi-dung/<int:pk>/", people.person_detail, name="person"),
    path("don-vi/nguoi-dung/<int:pk>/mat-khau/", people.person_password, name="person_password"),
    path("don-vi/nguoi-dung/<int:pk>/vi-tri/", people.post_new, name="post_new"),
    path("don-vi/nguoi-dung/cap-mat-khau/", imports.people_passwords, name="people_passwords"),
    path("don-vi/nhap-tu-tep/<slug:kind>/", imports.import_file, name="import"),
    path("don-vi/nhap-tu-tep/<slug:kind>/ghi/", imports.import_confirm, name="import_confirm"),
    path("don-vi/nhap-tu-tep/<slug:kind>/tep-mau/", imports.import_template, name="import_template"),
    path("vi-tri/", posts.my_posts, name="my_posts"),
    path("vi-tri/lam-viec/", posts.act_in, name="act_in"),
]
