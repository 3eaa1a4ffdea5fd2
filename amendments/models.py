"""What Members tabled and what the House decided.

An amendment's printed number is a dated label (design law 1): identity inside a stage is the API's id, the Lawmaker
dnum or series id. `Listing` keeps the number, place and star that each dated list gave it.
"""

from django.db import models

from bills.addresses import address
from bills.history import tracked_history
from bills.models import Bill, BillStage, Division, FromHistoricFile, Member


class WrittenOnce(models.Model):
    """A dated fact: it can be created, and afterwards never changed."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs) -> None:
        if not self._state.adding:
            raise TypeError(f"{self._meta.verbose_name} is a dated fact and cannot be changed")
        super().save(*args, **kwargs)


class AmendmentPaper(FromHistoricFile, WrittenOnce):
    """A dated list of amendments: a paper of Parliament, or the API's list as it stood at one complete sweep.

    A new API list is written only when its order, numbers or stars differ from the last one. `is_complete` says that
    the list claims to hold every live amendment of the stage, so that a missing one is "no longer listed". A list of a
    historic file that a later version of the file tells otherwise is kept, and `is_current` no longer.
    """

    class Source(models.TextChoices):
        PAPER = "paper", "Amendment paper"
        API = "api", "Parliament's data (Bills API)"
        HISTORIC = "historic", "Historic record"

    bill = models.ForeignKey(Bill, related_name="papers", on_delete=models.CASCADE)
    stage = models.ForeignKey(BillStage, related_name="papers", on_delete=models.CASCADE)
    source = models.CharField(max_length=10, choices=Source.choices)
    sha256 = models.CharField(max_length=64, help_text="of the paper's bytes, or of the API list's numbers and order")
    kind = models.CharField(max_length=40, blank=True, help_text="hcmarsh, hldaily, … as in the file")
    house = models.CharField(max_length=30, blank=True)
    title = models.CharField(max_length=500, blank=True)
    print_number = models.CharField(max_length=40, blank=True, help_text="the print that page and line refer to")
    stage_version = models.CharField(max_length=200, blank=True)
    published_on = models.DateField(null=True, blank=True, help_text="the date printed on the paper")
    effective_at = models.DateTimeField(help_text="the moment the list speaks for", db_index=True)
    is_complete = models.BooleanField(default=False)
    orders = models.JSONField(default=list, blank=True, help_text="programme orders, with their structure")
    withdrawn = models.JSONField(default=list, blank=True, help_text="withdrawals as stated at the end of the paper")
    legend = models.JSONField(default=list, blank=True)
    problems = models.JSONField(default=list, blank=True)
    snapshot_id = models.BigIntegerField(null=True, blank=True)
    source_url = models.URLField(max_length=500, blank=True)
    file_name = models.CharField(max_length=255, blank=True)
    is_current = models.BooleanField(default=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-effective_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["stage", "source", "sha256", "effective_at"], name="one_row_per_paper")
        ]
        indexes = [models.Index(fields=["stage", "-effective_at"])]

    def __str__(self) -> str:
        return f"{self.get_source_display()}, {self.effective_at:%-d %B %Y}"


class Amendment(FromHistoricFile):
    """One amendment, or ping-pong motion, at one stage of one Bill, whatever numbers it carried there.

    `lines` is the text as structured as Parliament prints it: [{"text","num","depth","kind","rows"?}], see
    scrapers.records.Line. `readings` keeps what each source last said of the comparable facts and when that last
    changed; `disputed` names the facts on which they disagree, with both values. docs/data-path.md explains both.

    `gist` is our own summary and never official wording: whoever shows it says so. In `historic`: "decision_told",
    "decision_evidence", "mover", "mover_evidence", "target", "remark", "evidence", "sources".
    """

    class Kind(models.TextChoices):
        AMENDMENT = "amendment", "Amendment"
        MOTION = "motion", "Motion"

    bill = models.ForeignKey(Bill, related_name="amendments", on_delete=models.CASCADE)
    stage = models.ForeignKey(BillStage, related_name="amendments", on_delete=models.CASCADE)
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.AMENDMENT)
    api_key = models.CharField(max_length=40, null=True, help_text="amendment:10025364 or pingpong:17")
    dnum = models.CharField(max_length=40, blank=True, help_text="case-folded: hoc69, opc296")
    series_id = models.CharField(max_length=60, blank=True)
    guid = models.CharField(max_length=60, blank=True)
    number = models.CharField(max_length=40, blank=True, help_text="the label on the latest list; never an identity")
    op = models.CharField(max_length=30, blank=True, help_text="insert, leave_out, substitute, …")
    raw_type = models.CharField(max_length=60, blank=True, help_text="amendmentType or ukl:type as received")
    provision = models.CharField(max_length=120, blank=True, help_text='"clause 2", "schedule 1", "amendment nc4"')
    page = models.PositiveIntegerField(null=True, blank=True)
    line = models.PositiveIntegerField(null=True, blank=True)
    position_text = models.CharField(max_length=200, blank=True, help_text="amendmentPosition as received")
    lines = models.JSONField(default=list, blank=True)
    text = models.TextField(blank=True, help_text="the same text without structure, quotation marks included")
    text_is_full = models.BooleanField(default=False, help_text="false while only the list's summary is known")
    summary_text = models.TextField(blank=True, help_text="summaryText of the API's list, one line a row")
    statement = models.TextField(blank=True, help_text="explanatory statement, plain text, one line a paragraph")
    statement_heading = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True, help_text="As an amendment to …'s proposed new clause …")
    location = models.CharField(max_length=500, blank=True)
    heading = models.CharField(max_length=500, blank=True)
    is_government = models.BooleanField(null=True, blank=True, help_text="unknown where no source says")
    decision = models.CharField(max_length=60, blank=True, help_text="Parliament's word, as received")
    decision_explanation = models.TextField(blank=True)
    tabled_at = models.DateTimeField(null=True, blank=True)
    workflow = models.JSONField(default=list, blank=True, help_text="tabling steps in the paper: outcome, time")
    is_listed = models.BooleanField(default=True, help_text="false: not on the latest complete list. Not withdrawn!")
    gist = models.TextField(blank=True, help_text="our summary of what it would do; not official wording")
    stated_withdrawn = models.CharField(
        max_length=200, blank=True, help_text="the paper's own words, where it says so"
    )
    readings = models.JSONField(default=dict, blank=True)
    disputed = models.JSONField(default=dict, blank=True)
    list_hash = models.CharField(
        max_length=64, blank=True, help_text="of the API's list item, volatile fields left out"
    )
    detail_hash = models.CharField(max_length=64, blank=True, help_text="of the API's detail; empty: fetch it")
    paper_hash = models.CharField(max_length=64, blank=True, help_text="of the last paper's record")
    history = tracked_history(
        indexes=[
            models.Index(fields=["bill", "effective_at"], name="history_of_a_bill"),
            models.Index(fields=["effective_at"], condition=models.Q(history_type="~"), name="latest_changes"),
        ]
    )

    class Meta:
        ordering = ["stage", "id"]
        constraints = [
            models.UniqueConstraint(fields=["stage", "api_key"], name="one_amendment_per_api_key_in_a_stage"),
            models.UniqueConstraint(
                fields=["stage", "dnum"], condition=~models.Q(dnum=""), name="one_amendment_per_dnum_in_a_stage"
            ),
            models.UniqueConstraint(fields=["bill", "historic_key"], name="one_amendment_per_historic_key"),
        ]
        indexes = [models.Index(fields=["stage", "number"]), models.Index(fields=["bill", "stage"])]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number or '(unnumbered)'}"

    def get_absolute_url(self) -> str:
        """A permalink by our own id: it survives every renumbering."""
        return address("amendments:detail", self.bill_id, self.pk)


class Listing(WrittenOnce):
    """An amendment in one dated list: its number, place and star there."""

    paper = models.ForeignKey(AmendmentPaper, related_name="listings", on_delete=models.CASCADE)
    amendment = models.ForeignKey(Amendment, related_name="listings", on_delete=models.CASCADE)
    number = models.CharField(max_length=40, blank=True)
    position = models.PositiveIntegerField(null=True, help_text="place in the list, from 1; none: not known")
    pages = models.CharField(max_length=40, blank=True, help_text='"pages 141-142", where a historic file says so')
    star = models.CharField(max_length=10, blank=True, help_text="★ new or altered, ☆ will comply at next appearance")

    class Meta:
        ordering = ["paper", "position"]
        constraints = [models.UniqueConstraint(fields=["paper", "amendment"], name="once_per_list")]
        indexes = [models.Index(fields=["paper", "position"])]

    def __str__(self) -> str:
        return f"{self.number} in {self.paper_id}"


class Sponsorship(models.Model):
    """A Member's name on an amendment. A name that goes is marked as no longer listed, never deleted.

    `member_key` is "m4839", or the printed name, case-folded, where the source gives no member id.
    """

    amendment = models.ForeignKey(Amendment, related_name="sponsorships", on_delete=models.CASCADE)
    member = models.ForeignKey(Member, null=True, blank=True, related_name="sponsorships", on_delete=models.PROTECT)
    member_key = models.CharField(max_length=220)
    printed_name = models.CharField(max_length=200)
    corrected_name = models.CharField(max_length=200, blank=True, help_text="the real name beside a misprinted one")
    party = models.CharField(max_length=100, blank=True)
    member_from = models.CharField(max_length=200, blank=True)
    is_lead = models.BooleanField(default=False)
    order = models.PositiveSmallIntegerField()
    declared_interest = models.BooleanField(default=False, help_text='"[R]" after the name')
    is_listed = models.BooleanField(default=True)
    history = tracked_history()

    class Meta:
        ordering = ["amendment", "order"]
        constraints = [models.UniqueConstraint(fields=["amendment", "member_key"], name="one_name_once")]

    def __str__(self) -> str:
        return self.printed_name


class AmendmentDivision(models.Model):
    """A division that decided an amendment or motion; a historic file or a person says so."""

    amendment = models.ForeignKey(Amendment, related_name="divided_on", on_delete=models.CASCADE)
    division = models.ForeignKey(Division, related_name="decided", on_delete=models.CASCADE)
    is_listed = models.BooleanField(default=True)
    history = tracked_history()

    class Meta:
        ordering = ["division", "id"]
        constraints = [models.UniqueConstraint(fields=["amendment", "division"], name="one_link_per_division")]

    def __str__(self) -> str:
        return f"{self.amendment_id} in division {self.division_id}"


class Chain(FromHistoricFile):
    """One aim, and the attempts at it across stages, Houses and labels. Its links are stated, never concluded."""

    bill = models.ForeignKey(Bill, related_name="chains", on_delete=models.CASCADE)
    order = models.PositiveSmallIntegerField()
    aim = models.CharField(max_length=300)
    is_listed = models.BooleanField(default=True)
    history = tracked_history()

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["bill", "historic_key"], name="one_chain_per_historic_key")]

    def __str__(self) -> str:
        return self.aim

    def get_absolute_url(self) -> str:
        return address("amendments:chain", self.pk)


class ChainStep(FromHistoricFile):
    """One attempt in a chain. `follows` and `arrow` say from which step it came and how; without them nothing is said.

    A step without an amendment is one of which no row is known, another Bill's, or a place in the Act: `label` says
    what it is.
    """

    class Arrow(models.TextChoices):
        RETABLED = "retabled", "Tabled again"
        SUCCESSOR = "successor", "Taken up in another form"
        GOVERNMENT_RESPONSE = "government response", "The Government's response"
        IN_LIEU = "in lieu", "Offered instead"
        RENUMBERED_AS = "renumbered as", "The same under a new number"
        ENACTED = "enacted", "In the Act"

    chain = models.ForeignKey(Chain, related_name="steps", on_delete=models.CASCADE)
    order = models.PositiveSmallIntegerField()
    amendment = models.ForeignKey(
        Amendment, null=True, blank=True, related_name="chain_steps", on_delete=models.CASCADE
    )
    stage = models.ForeignKey(BillStage, null=True, blank=True, related_name="chain_steps", on_delete=models.CASCADE)
    label = models.CharField(max_length=300, blank=True)
    date = models.DateField(null=True, blank=True)
    follows = models.ForeignKey("self", null=True, blank=True, related_name="followed_by", on_delete=models.SET_NULL)
    arrow = models.CharField(max_length=30, choices=Arrow.choices, blank=True)
    is_listed = models.BooleanField(default=True)
    history = tracked_history()

    class Meta:
        ordering = ["chain", "order"]
        constraints = [models.UniqueConstraint(fields=["chain", "historic_key"], name="one_step_per_historic_key")]

    def __str__(self) -> str:
        return f"{self.chain_id}: step {self.order}"
