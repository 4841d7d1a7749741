import django.db.models.deletion
from django.db import migrations, models

import motcua.kernel.secrecy

GONE = [("", "Còn bản ghi"), ("erased", "Đã xóa khi hết thời hạn lưu"), ("missing", "Không tìm thấy ở tổng đài")]


class Migration(migrations.Migration):
    dependencies = [
        ("hotline", "0001_calls"),
        ("matters", "0008_reports_and_confirmation"),
    ]

    operations = [
        migrations.AddField(
            model_name="call",
            name="abandoned_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="call",
            name="pin",
            field=motcua.kernel.secrecy.SealedTextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="call",
            name="pin_matter",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="matters.matter",
            ),
        ),
        migrations.AddField(
            model_name="call",
            name="pin_state",
            field=models.TextField(
                blank=True,
                choices=[
                    ("", "Chưa gửi mã số"),
                    ("asked", "Đang gửi mã số"),
                    ("sending", "Đang gửi mã số"),
                    ("sent", "Đã gửi mã số"),
                    ("failed", "Chưa gửi được mã số"),
                ],
                default="",
            ),
        ),
        migrations.AddField(
            model_name="call",
            name="pin_until",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="call",
            name="pins_sent",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="call",
            name="recording_gone",
            field=models.TextField(blank=True, choices=GONE, default=""),
        ),
        migrations.AddField(
            model_name="callback",
            name="recording_gone",
            field=models.TextField(blank=True, choices=GONE, default=""),
        ),
        migrations.AlterField(
            model_name="callback",
            name="source",
            field=models.TextField(
                choices=[
                    ("asked", "Người gọi hẹn"),
                    ("voicemail", "Để lại lời nhắn"),
                    ("offered", "Chờ lâu, bấm phím hẹn gọi lại"),
                    ("cut_off", "Cuộc gọi bị ngắt khi máy của tổng đài viên mất liên lạc"),
                ]
            ),
        ),
        migrations.AlterField(
            model_name="callevent",
            name="kind",
            field=models.TextField(
                choices=[
                    ("offered", "Offered"),
                    ("digits", "Digits"),
                    ("queued", "Queued"),
                    ("ringing", "Ringing"),
                    ("not_taken", "Not Taken"),
                    ("answered", "Answered"),
                    ("held", "Held"),
                    ("resumed", "Resumed"),
                    ("transferred", "Transferred"),
                    ("taken_over", "Taken Over"),
                    ("voicemail", "Voicemail"),
                    ("recording", "Recording"),
                    ("ended", "Ended"),
                ]
            ),
        ),
        migrations.CreateModel(
            name="ProofTry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "what",
                    models.TextField(choices=[("failed", "Xác minh không khớp"), ("pin_sent", "Gửi mã số")]),
                ),
                ("at", models.DateTimeField()),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proof_tries_made",
                        to="hotline.call",
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="matters.matter",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["matter", "what", "at"], name="proof_try_of_matter")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("what__in", ["failed", "pin_sent"])), name="proof_try_is_known"
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="call",
            index=models.Index(
                condition=models.Q(("abandoned_at__isnull", False), ("ended_at__isnull", True)),
                fields=["abandoned_at", "id"],
                name="call_abandoned",
            ),
        ),
        migrations.AddIndex(
            model_name="call",
            index=models.Index(
                condition=models.Q(
                    models.Q(("recording", ""), _negated=True),
                    models.Q(("voicemail", ""), _negated=True),
                    _connector="OR",
                ),
                fields=["offered_at", "id"],
                name="call_heard",
            ),
        ),
    ]
