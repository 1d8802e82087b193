"""How an organisation handles its tasks, as its leaders settle it."""

from __future__ import annotations

from django import forms

from tasks.models import HandlingRules


class HandlingRulesForm(forms.ModelForm):
    class Meta:
        model = HandlingRules
        fields = ["most_extensions", "office_decides_extensions", "least_consultation_days"]
