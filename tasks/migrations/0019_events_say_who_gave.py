# A migration of its own: PostgreSQL alters no table in the transaction that filled its foreign keys.

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tasks', '0018_reorganising'),
        ('units', '0008_reorganisations'),
    ]

    operations = [
        migrations.AlterField(
            model_name='taskevent',
            name='assigning_organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit'),
        ),
    ]
