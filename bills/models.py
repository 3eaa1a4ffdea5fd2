"""Parliament's record of a Bill, as received: imported, re-importable, edited by nobody.

Raw words are kept beside whatever we derive. Photos, party colours and page addresses of Members are not stored: they
are pictures of the present, not part of the record (docs/fields.md lists every upstream field and its fate).
"""

from django.db import models

from bills.addresses import address
from bills.history import tracked_history


class FromHistoricFile(models.Model):
    """Added to what a historic file can bring (docs/historic-format.md): a Bill from before Parliament's data.

    `historic_key` is the row's name in that file, none for everything else. `historic` holds what the file states and
    no column holds: its evidence mark ("evidence"), its source keys ("sources"), its remarks.
    """

    historic_key = models.CharField(max_length=80, null=True, blank=True)
    historic = models.JSONField(default=dict, blank=True)

    class Meta:
        abstract = True


class House(models.TextChoices):
    """Parliament's words for where something happens; unknown words are stored as received."""

    COMMONS = "Commons", "House of Commons"
    LORDS = "Lords", "House of Lords"
    UNASSIGNED = "Unassigned", "Neither House"


class BillType(models.Model):
    """Reference list of Bill types, keyed by the Bills API's id."""

    id = models.PositiveIntegerField(primary_key=True)
    name = models.CharField(max_length=200)
    category = models.CharField(max_length=50, blank=True)
    description = models.TextField(blank=True, help_text="HTML as received; sanitise before showing")
    history = tracked_history()

    def __str__(self) -> str:
        return self.name


class StageKind(models.Model):
    """Reference list of kinds of stage (the API's stageId); a Bill can hold two stages of one kind."""

    ROYAL_ASSENT = 11
    PING_PONG = frozenset({12, 13, 42})
    AMENDABLE = frozenset({3, 4, 5, 8, 9, 12, 13, 42, 48, 49})

    id = models.PositiveIntegerField(primary_key=True)
    name = models.CharField(max_length=200)
    house = models.CharField(max_length=30, blank=True)
    history = tracked_history()

    def __str__(self) -> str:
        return self.name


class PublicationType(models.Model):
    """Reference list of publication types; names drift, so match on id."""

    BILL = 5
    AMENDMENT_PAPER = 7

    id = models.PositiveIntegerField(primary_key=True)
    name = models.CharField(max_length=200)
    description = models.TextField(blank=True, help_text="HTML as received; sanitise before showing")
    history = tracked_history()

    def __str__(self) -> str:
        return self.name


class Member(models.Model):
    """An MP or a peer, matched on Parliament's memberId only: printed names vary from list to list.

    `name` is the first form received and is replaced only by a better source (paper < amendments < Bill sponsors <
    Members API), so that two lists that print a name differently never make a change.
    """

    class NameSource(models.IntegerChoices):
        PAPER = 1, "amendment paper"
        AMENDMENTS = 2, "amendments in the Bills API"
        BILLS = 3, "Bill sponsors and divisions"
        MEMBERS = 4, "Members API"

    member_id = models.PositiveIntegerField(unique=True)
    name = models.CharField(max_length=200)
    name_source = models.PositiveSmallIntegerField(choices=NameSource.choices, default=NameSource.PAPER)
    party = models.CharField(max_length=100, blank=True)
    house = models.CharField(max_length=30, blank=True)
    member_from = models.CharField(max_length=200, blank=True, help_text="constituency, or kind of peerage")
    facts = models.JSONField(default=dict, blank=True, help_text="further facts of the Members API, as received")
    history = tracked_history()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Bill(FromHistoricFile):
    """A Bill; the same row goes on when it becomes an Act.

    Of a Bill without a billId the `historic_key` is the lasting identity. Its `historic["addresses"]` maps the file's
    source keys to addresses.
    """

    bill_id = models.PositiveIntegerField(
        unique=True, null=True, help_text="the Bills API's billId; none before the API"
    )
    short_title = models.CharField(max_length=500)
    former_short_title = models.CharField(max_length=500, blank=True)
    long_title = models.TextField(blank=True)
    summary = models.TextField(blank=True, help_text="HTML as received; sanitise before showing")
    current_house = models.CharField(max_length=30, blank=True)
    originating_house = models.CharField(max_length=30, blank=True)
    bill_type = models.ForeignKey(BillType, null=True, blank=True, on_delete=models.PROTECT)
    bill_type_id_received = models.PositiveIntegerField(null=True, blank=True)
    introduced_session = models.PositiveIntegerField(null=True, blank=True)
    included_sessions = models.JSONField(default=list, blank=True)
    current_stage_id_received = models.PositiveIntegerField(null=True, blank=True, help_text="billStageId")
    is_act = models.BooleanField(default=False)
    is_defeated = models.BooleanField(default=False)
    withdrawn_on = models.DateField(null=True, blank=True)
    last_update = models.DateTimeField(null=True, blank=True, help_text="Parliament's own time of last update")
    petitioning_period = models.TextField(blank=True)
    petition_information = models.TextField(blank=True)
    agent = models.JSONField(default=dict, blank=True)
    promoters = models.JSONField(default=list, blank=True)
    lawmaker_project = models.CharField(
        max_length=40, blank=True, db_index=True, help_text="UK000589 in Lawmaker files"
    )
    is_fictional = models.BooleanField(default=False, help_text="a demonstration Bill of our own making")
    history = tracked_history()

    class Meta:
        ordering = ["short_title"]
        constraints = [models.UniqueConstraint(fields=["historic_key"], name="one_bill_per_historic_key")]

    def __str__(self) -> str:
        return self.short_title

    def get_absolute_url(self) -> str:
        return address("bills:detail", self.pk)

    @property
    def parliament_url(self) -> str:
        """Parliament's own page; empty for a Bill that the API does not know, or that is not real."""
        return f"https://bills.parliament.uk/bills/{self.bill_id}" if self.bill_id and not self.is_fictional else ""


class BillSponsor(models.Model):
    """Who brought the Bill in: a Member, an organisation (a department), or both."""

    bill = models.ForeignKey(Bill, related_name="sponsors", on_delete=models.CASCADE)
    member = models.ForeignKey(Member, null=True, blank=True, on_delete=models.PROTECT)
    printed_name = models.CharField(max_length=200, blank=True)
    organisation_name = models.CharField(max_length=200, blank=True)
    organisation_url = models.URLField(max_length=500, blank=True)
    order = models.PositiveSmallIntegerField()
    is_listed = models.BooleanField(default=True)
    history = tracked_history()

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["bill", "order"], name="one_sponsor_per_place")]

    def __str__(self) -> str:
        return self.printed_name or self.organisation_name


class BillStage(FromHistoricFile):
    """This Bill's occurrence of a stage; `kind` is which stage it is."""

    bill = models.ForeignKey(Bill, related_name="stages", on_delete=models.CASCADE)
    bill_stage_id = models.PositiveIntegerField(unique=True, null=True, help_text="the Bills API's billStageId")
    kind = models.ForeignKey(StageKind, null=True, blank=True, on_delete=models.PROTECT)
    kind_id_received = models.PositiveIntegerField(null=True, blank=True)
    description = models.CharField(max_length=200)
    abbreviation = models.CharField(max_length=30, blank=True)
    house = models.CharField(max_length=30, blank=True)
    session = models.PositiveIntegerField(null=True, blank=True)
    sort_order = models.PositiveSmallIntegerField(default=0)
    committee = models.JSONField(default=dict, blank=True)
    previous_id_received = models.PositiveIntegerField(null=True, blank=True)
    next_id_received = models.PositiveIntegerField(null=True, blank=True)
    last_update = models.DateTimeField(null=True, blank=True)
    has_motions = models.BooleanField(null=True, blank=True)
    is_listed = models.BooleanField(default=True)
    history = tracked_history()

    class Meta:
        ordering = ["bill", "sort_order", "id"]
        constraints = [models.UniqueConstraint(fields=["bill", "historic_key"], name="one_stage_per_historic_key")]
        indexes = [models.Index(fields=["bill", "sort_order"])]

    def __str__(self) -> str:
        return f"{self.description} ({self.house})" if self.house else self.description

    def get_absolute_url(self) -> str:
        return address("amendments:stage", self.bill_id, self.pk)

    @property
    def is_amendable(self) -> bool:
        """Whether this kind of stage can hold amendments (sources.md, section 5)."""
        return self.kind_id_received in StageKind.AMENDABLE

    @property
    def is_ping_pong(self) -> bool:
        """Whether amendments of this stage come as ping-pong items."""
        return self.kind_id_received in StageKind.PING_PONG

    @property
    def parliament_url(self) -> str:
        """Parliament's own page of the stage's amendments."""
        if not self.bill.parliament_url or not self.bill_stage_id:
            return ""
        return f"{self.bill.parliament_url}/stages/{self.bill_stage_id}/amendments"


class Sitting(models.Model):
    """A day on which a stage sits; a date, never a time. Future ones are normal.

    A sitting of a historic file has no id of Parliament's: it is one by its day and part of the day.
    """

    stage = models.ForeignKey(BillStage, related_name="sittings", on_delete=models.CASCADE)
    sitting_id = models.PositiveIntegerField(unique=True, null=True, blank=True)
    date = models.DateField(null=True, blank=True)
    part = models.CharField(max_length=10, blank=True, help_text="am or pm, where a day had two")
    note = models.CharField(max_length=200, blank=True)
    is_listed = models.BooleanField(default=True)
    history = tracked_history()

    class Meta:
        ordering = ["date", "part", "sitting_id"]

    def __str__(self) -> str:
        return f"{self.stage} on {self.date}"


class Publication(models.Model):
    """Any document of Parliament about the Bill; `links` point outside, `files` can be downloaded from the API."""

    bill = models.ForeignKey(Bill, related_name="publications", on_delete=models.CASCADE)
    stage = models.ForeignKey(BillStage, null=True, blank=True, related_name="publications", on_delete=models.SET_NULL)
    publication_id = models.PositiveIntegerField(unique=True)
    sitting_id_received = models.PositiveIntegerField(null=True, blank=True)
    house = models.CharField(max_length=30, blank=True)
    title = models.TextField()
    type = models.ForeignKey(PublicationType, null=True, blank=True, on_delete=models.PROTECT)
    display_date = models.DateTimeField(null=True, blank=True)
    links = models.JSONField(default=list, blank=True)
    files = models.JSONField(default=list, blank=True)
    is_listed = models.BooleanField(default=True)
    history = tracked_history()

    class Meta:
        ordering = ["-display_date", "-publication_id"]

    def __str__(self) -> str:
        return self.title


class NewsArticle(models.Model):
    """A news item that Parliament's Bills site shows for the Bill."""

    bill = models.ForeignKey(Bill, related_name="news", on_delete=models.CASCADE)
    article_id = models.PositiveIntegerField(unique=True)
    title = models.TextField()
    content = models.TextField(blank=True, help_text="HTML as received; sanitise before showing")
    display_date = models.DateTimeField(null=True, blank=True)
    is_listed = models.BooleanField(default=True)
    history = tracked_history()

    class Meta:
        ordering = ["-display_date"]

    def __str__(self) -> str:
        return self.title


class BillPrint(models.Model):
    """One print of the Bill: a provision tree with GUIDs and a page-line index. Written once, never changed.

    Page and line mean something for one print only. `tree` is bills.text.tree.Print as JSON.
    """

    bill = models.ForeignKey(Bill, related_name="prints", on_delete=models.CASCADE)
    sha256 = models.CharField(max_length=64)
    print_number = models.CharField(max_length=40, blank=True, help_text='"Bill 177" or "HL Bill 89"')
    house = models.CharField(max_length=30, blank=True)
    version = models.CharField(max_length=60, blank=True, help_text="introd-hl-hc; do not trust it alone")
    stage_version = models.CharField(max_length=200, blank=True, help_text='"as amended in Public Bill Committee"')
    published_on = models.DateField(null=True, blank=True)
    lawmaker_project = models.CharField(max_length=40, blank=True)
    tree = models.JSONField()
    clause_count = models.PositiveIntegerField(default=0)
    schedule_count = models.PositiveIntegerField(default=0)
    line_count = models.PositiveIntegerField(default=0, help_text="printed lines marked with page and line")
    problems = models.JSONField(default=list, blank=True)
    history = tracked_history(excluded_fields=["tree"])

    class Meta:
        ordering = ["-published_on", "-id"]
        constraints = [models.UniqueConstraint(fields=["bill", "sha256"], name="one_row_per_print")]

    def __str__(self) -> str:
        return f"{self.print_number} {self.stage_version}".strip()

    @property
    def stage_words(self) -> str:
        """ "as amended in Public Bill Committee", for the middle of a sentence."""
        return self.stage_version[:1].lower() + self.stage_version[1:]


class Division(FromHistoricFile):
    """A vote: from the Commons or Lords votes API, or as a historic file tells it.

    No Bill id comes with the API's: linking is by people, later. A historic one has no `division_id`, may lack both
    figures, and tells its result in words (`historic["result"]`, `"is_tie"`, `"casting_vote"`).
    """

    house = models.CharField(max_length=30)
    division_id = models.PositiveIntegerField(null=True, blank=True)
    bill = models.ForeignKey(Bill, null=True, blank=True, related_name="divisions", on_delete=models.CASCADE)
    stage = models.ForeignKey(BillStage, null=True, blank=True, related_name="divisions", on_delete=models.SET_NULL)
    number = models.PositiveIntegerField(null=True, blank=True)
    date = models.DateTimeField(null=True, blank=True)
    title = models.TextField()
    ayes = models.PositiveIntegerField(null=True, blank=True, help_text="Content in the Lords")
    noes = models.PositiveIntegerField(null=True, blank=True, help_text="Not Content in the Lords")
    facts = models.JSONField(default=dict, blank=True, help_text="every other field, as received")
    votes = models.JSONField(
        default=dict, blank=True, help_text="member ids by lobby and tellers, with names as printed"
    )
    is_listed = models.BooleanField(default=True)
    history = tracked_history()

    class Meta:
        ordering = ["-date"]
        constraints = [
            models.UniqueConstraint(fields=["house", "division_id"], name="one_row_per_division"),
            models.UniqueConstraint(fields=["bill", "historic_key"], name="one_division_per_historic_key"),
        ]

    def __str__(self) -> str:
        return self.title


class NamedPrint(FromHistoricFile):
    """A print of the Bill known by its number alone: nobody has read its words here. See BillPrint for those read."""

    bill = models.ForeignKey(Bill, related_name="named_prints", on_delete=models.CASCADE)
    stage = models.ForeignKey(BillStage, null=True, blank=True, related_name="named_prints", on_delete=models.SET_NULL)
    order = models.PositiveSmallIntegerField()
    print_number = models.CharField(max_length=40, help_text='"Bill 8" or "HL Bill 51"')
    house = models.CharField(max_length=30, blank=True)
    stage_version = models.CharField(max_length=200, blank=True, help_text='"as amended in Public Bill Committee"')
    published_on = models.DateField(null=True, blank=True)
    is_listed = models.BooleanField(default=True)
    history = tracked_history()

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["bill", "historic_key"], name="one_named_print_per_key")]

    def __str__(self) -> str:
        return self.print_number


class ProvisionPath(FromHistoricFile):
    """Where one provision stood in each print: clause 41, 47, 48, section 48. Stated by a file's author.

    `places` are {"print", "place", "evidence"}, in the order of the prints.
    """

    bill = models.ForeignKey(Bill, related_name="provision_paths", on_delete=models.CASCADE)
    order = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    places = models.JSONField(default=list)
    is_listed = models.BooleanField(default=True)
    history = tracked_history()

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["bill", "historic_key"], name="one_provision_path_per_key")]

    def __str__(self) -> str:
        return self.name


class RelatedBill(FromHistoricFile):
    """A later Bill or paper that goes on with the same matter; stated, never concluded from a likeness of titles."""

    class Kind(models.TextChoices):
        BILL = "bill", "Bill"
        THIS_BILL = "this bill", "This Bill in Parliament's data"
        COMMITTEE_REPORT = "committee report", "Committee report"

    bill = models.ForeignKey(Bill, related_name="related_bills", on_delete=models.CASCADE)
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=30, choices=Kind.choices)
    title = models.CharField(max_length=500)
    parliament_id = models.PositiveIntegerField(null=True, blank=True, help_text="billId; none: not known")
    session = models.CharField(max_length=60, blank=True)
    is_listed = models.BooleanField(default=True)
    history = tracked_history()

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["bill", "historic_key"], name="one_related_bill_per_key")]

    def __str__(self) -> str:
        return self.title


class PublicVersion(models.Model):
    """How often what the public reads of one Bill has changed; written by bills.versions alone.

    `scope` is the Bill's id, or bills.versions.SITE for what belongs to no Bill. No history: it counts, it tells no
    story.
    """

    scope = models.PositiveBigIntegerField(primary_key=True)
    number = models.PositiveBigIntegerField(default=1)

    def __str__(self) -> str:
        return f"version {self.number} of {self.scope or 'the site'}"
