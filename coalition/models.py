"""What our organisations drafted, think and publish: private until published, with who, when and why on every change.

Every row is written through coalition/writing.py (history, note, and no edit lost between two people). Parliament's
record is never edited here; it is pointed at. What the public may read is a `Release`: a copy of the allow-listed
fields, made by coalition/publish.py, so that no private column is ever on the way to a public page.

The file is long because it is a list of tables; rules live in the files named after the verbs.
"""

from django.conf import settings
from django.db import models

from amendments.models import Amendment, WrittenOnce
from bills.history import tracked_history
from bills.models import Bill, BillPrint, BillStage, Division, Member

PROTECT, CASCADE, SET_NULL = models.PROTECT, models.CASCADE, models.SET_NULL


class Kept(models.Model):
    """A row that people edit. `revision` counts its edits: a form that was opened on an older one is refused."""

    revision = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True


class Opened(Kept):
    """A row with an audience. Private: policy officers and the people of `owner`. Shared: every organisation too.

    Nothing here opens a row to the public: only a `Release` does.
    """

    owner = models.ForeignKey(
        "coalition.Organisation",
        null=True,
        blank=True,
        related_name="+",
        on_delete=PROTECT,
        help_text="The organisation whose own work this is; its people always see it.",
    )
    is_shared = models.BooleanField(
        "shared with the coalition",
        default=False,
        help_text="Every organisation of the coalition can read it. The public cannot.",
    )

    class Meta:
        abstract = True


# ---- people ----


class Coalition(Kept):
    """The coalition that this installation serves: one row."""

    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=40, blank=True)
    about = models.TextField(blank=True, help_text="One plain paragraph; the public reads it.")
    website = models.URLField(max_length=500, blank=True)
    history = tracked_history()

    def __str__(self) -> str:
        return self.name


class Organisation(Kept):
    """An organisation that works, or once worked, with the coalition. When it was a member: see `Membership`."""

    name = models.CharField(max_length=200, unique=True)
    short_name = models.CharField(max_length=60, blank=True)
    website = models.URLField(max_length=500, blank=True)
    nations = models.CharField(
        max_length=120, blank=True, help_text="Where it works, if not the whole UK: “Scotland”, “Northern Ireland”."
    )
    note = models.TextField(blank=True)
    history = tracked_history()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.short_name or self.name


class Membership(Kept):
    """A spell of membership. Dates may be unknown: then nobody is counted as a member on the strength of a guess.

    A member on a day: `joined_on` is that day or earlier (where it is not known, `seen_on`: the earliest day on which
    a source shows the membership), and `left_on` is later or empty. coalition/membership.py holds the rule.
    """

    organisation = models.ForeignKey(Organisation, related_name="memberships", on_delete=CASCADE)
    joined_on = models.DateField(null=True, blank=True, help_text="Leave empty where it is not known.")
    seen_on = models.DateField(
        null=True, blank=True, help_text="Where the joining is not known: the earliest day a source shows it."
    )
    left_on = models.DateField(null=True, blank=True, help_text="The first day on which it was no longer a member.")
    source_url = models.URLField(max_length=500, blank=True)
    note = models.TextField(blank=True)
    history = tracked_history()

    class Meta:
        ordering = ["organisation", "joined_on", "id"]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.joined_on or '?'} to {self.left_on or 'now'}"


class Person(Kept):
    """What an account may do, and which organisation it speaks for. An account without one is a stranger."""

    class Role(models.TextChoices):
        ADMINISTRATOR = "administrator", "Administrator"
        OFFICER = "officer", "Policy officer"
        MEMBER = "member", "Coalition member"

    user = models.OneToOneField(settings.AUTH_USER_MODEL, related_name="person", on_delete=CASCADE)
    name = models.CharField(max_length=150)
    role = models.CharField(max_length=20, choices=Role.choices, default=Role.MEMBER)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, related_name="people", on_delete=PROTECT, help_text="Members need one."
    )
    is_active = models.BooleanField(default=True, help_text="Unticked: the account sees what a stranger sees.")
    history = tracked_history()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Invitation(Kept):
    """An account offered to an address. Only the hash of its secret is kept; used once, or it expires."""

    email = models.EmailField()
    name = models.CharField(max_length=150, blank=True)
    role = models.CharField(max_length=20, choices=Person.Role.choices, default=Person.Role.MEMBER)
    organisation = models.ForeignKey(Organisation, null=True, blank=True, related_name="+", on_delete=PROTECT)
    secret_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, related_name="+", on_delete=SET_NULL)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, related_name="+", on_delete=SET_NULL)
    revoked_at = models.DateTimeField(null=True, blank=True)
    history = tracked_history(excluded_fields=["secret_hash"])

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.email} as {self.get_role_display().lower()}"


# ---- reference texts: the Alternative Act and its kind ----


class AlternativeAct(Opened):
    """A reference text outside the official Bill: the coalition's own Bill, a committee's redraft, a draft Bill."""

    class Kind(models.TextChoices):
        ALTERNATIVE = "alternative", "The coalition’s own Bill"
        COMMITTEE = "committee", "A committee’s redraft"
        DRAFT = "draft", "A draft Bill"
        OTHER = "other", "Another text"

    bill = models.ForeignKey(Bill, related_name="alternative_acts", on_delete=PROTECT)
    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.ALTERNATIVE)
    author = models.CharField(max_length=300, blank=True)
    published_on = models.DateField(null=True, blank=True)
    source_url = models.URLField(max_length=500, blank=True)
    numbers_are_known = models.BooleanField(
        default=True, help_text="Unticked: its clause numbers are not known, and pages say so in place of a number."
    )
    note = models.TextField(blank=True)
    history = tracked_history()

    class Meta:
        ordering = ["bill", "published_on", "id"]

    def __str__(self) -> str:
        return self.title


class ActVersion(Kept):
    """One version of a reference text. The newest that is not issued is the draft; an issued one never changes."""

    act = models.ForeignKey(AlternativeAct, related_name="versions", on_delete=CASCADE)
    number = models.PositiveSmallIntegerField(help_text="1, 2, 3 … in the order in which they were begun")
    name = models.CharField(max_length=120, blank=True, help_text="“as published”, “after the legal check”")
    dated = models.DateField(null=True, blank=True)
    issued_at = models.DateTimeField(null=True, blank=True)
    file_name = models.CharField(max_length=255, blank=True, help_text="what it was imported from")
    file_sha256 = models.CharField(max_length=64, blank=True)
    history = tracked_history()

    class Meta:
        ordering = ["act", "-number"]
        constraints = [models.UniqueConstraint(fields=["act", "number"], name="one_version_per_number")]

    def __str__(self) -> str:
        return f"{self.act}, version {self.number}"


class AlternativeClause(Kept):
    """The identity of a clause (or a part of one) across the versions of its text. Its words: `ClauseWording`."""

    act = models.ForeignKey(AlternativeAct, related_name="clauses", on_delete=CASCADE)
    key = models.SlugField(max_length=80, help_text="short and lasting: “guardians”")
    history = tracked_history()

    class Meta:
        ordering = ["act", "id"]
        constraints = [models.UniqueConstraint(fields=["act", "key"], name="one_clause_per_key")]

    def __str__(self) -> str:
        return self.key


class ClauseWording(Kept):
    """A clause as one version has it: its place in the tree, number, heading, text and notes."""

    version = models.ForeignKey(ActVersion, related_name="wordings", on_delete=CASCADE)
    clause = models.ForeignKey(AlternativeClause, related_name="wordings", on_delete=CASCADE)
    parent = models.ForeignKey(
        AlternativeClause, null=True, blank=True, related_name="+", on_delete=PROTECT, help_text="what it is part of"
    )
    position = models.PositiveIntegerField(help_text="place in the version, from 1, parts after their whole")
    number = models.CharField(max_length=30, blank=True, help_text="as printed; empty where it is not known")
    heading = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    notes = models.TextField(blank=True, help_text="what it does and why, in plain English")
    extent = models.CharField(max_length=120, blank=True, help_text="“England and Wales”; empty: not stated")
    history = tracked_history()

    class Meta:
        ordering = ["version", "position"]
        constraints = [models.UniqueConstraint(fields=["version", "clause"], name="one_wording_per_version")]

    def __str__(self) -> str:
        return f"{self.number} {self.heading}".strip()


# ---- asks ----


class Theme(Kept):
    """How asks and papers are filed; prevention, protection and prosecution to begin with."""

    name = models.CharField(max_length=80, unique=True)
    order = models.PositiveSmallIntegerField(default=0)
    history = tracked_history()

    class Meta:
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name


class Ask(Opened):
    """One thing the coalition wants, in plain English. Its internal state says nothing of Parliament's decision."""

    class State(models.TextChoices):
        IDEA = "idea", "Idea"
        DRAFTING = "drafting", "Drafting"
        LEGAL_CHECK = "legal_check", "Legal check"
        SPONSOR_SOUGHT = "sponsor_sought", "Sponsor sought"
        SPONSOR_AGREED = "sponsor_agreed", "Sponsor agreed"
        WITH_PBO = "with_pbo", "With the Public Bill Office"
        TABLED = "tabled", "Tabled"
        ON_LIST = "on_list", "On the list"
        GROUPED = "grouped", "Grouped"
        DEBATED = "debated", "Debated"
        DECIDED = "decided", "Decided"
        FOLLOWED_UP = "followed_up", "Followed up"

    class Priority(models.TextChoices):
        MUST = "must", "Must win"
        WANT = "want", "Want"
        NICE = "nice", "Nice to have"
        OPPOSE = "oppose", "Oppose"

    bill = models.ForeignKey(Bill, related_name="asks", on_delete=PROTECT)
    reference = models.SlugField(max_length=60, help_text="short and lasting, used in files: “child-guardians”")
    title = models.CharField(max_length=200, help_text="What we want, in one line of plain English.")
    summary = models.TextField(blank=True, help_text="What it would change, and for whom. No jargon.")
    group = models.CharField(max_length=120, blank=True, help_text="Asks of one group are shown together.")
    theme = models.ForeignKey(Theme, null=True, blank=True, related_name="asks", on_delete=PROTECT)
    priority = models.CharField(max_length=10, choices=Priority.choices, default=Priority.WANT)
    state = models.CharField(max_length=20, choices=State.choices, default=State.IDEA)
    lead = models.ForeignKey(Organisation, null=True, blank=True, related_name="asks_led", on_delete=PROTECT)
    officer = models.ForeignKey(Person, null=True, blank=True, related_name="asks", on_delete=SET_NULL)
    next_step = models.CharField(max_length=300, blank=True)
    next_step_on = models.DateField(null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    history = tracked_history()

    class Meta:
        ordering = ["bill", "order", "id"]
        constraints = [models.UniqueConstraint(fields=["bill", "reference"], name="one_ask_per_reference")]

    def __str__(self) -> str:
        return self.title


class AskClause(Kept):
    """A clause that an ask rests on."""

    ask = models.ForeignKey(Ask, related_name="rests_on", on_delete=CASCADE)
    clause = models.ForeignKey(AlternativeClause, related_name="asks", on_delete=PROTECT)
    is_listed = models.BooleanField(default=True)
    history = tracked_history()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ask", "clause"], name="one_ask_clause_pair")]

    def __str__(self) -> str:
        return f"{self.ask} rests on {self.clause}"


class Ground(Kept):
    """What an ask appeals to: an article of a convention or directive, a report's recommendation."""

    class Kind(models.TextChoices):
        CONVENTION = "convention", "Council of Europe Convention"
        DIRECTIVE = "directive", "EU Directive"
        REPORT = "report", "A report’s recommendation"
        OTHER = "other", "Other"

    ask = models.ForeignKey(Ask, related_name="grounds", on_delete=CASCADE)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    instrument = models.CharField(max_length=300, blank=True, help_text="which convention, directive or report")
    place = models.CharField(max_length=120, blank=True, help_text="“Article 26”, “recommendation 14”")
    quotation = models.TextField(blank=True)
    source_url = models.URLField(max_length=500, blank=True)
    is_listed = models.BooleanField(default=True)
    history = tracked_history()

    class Meta:
        ordering = ["ask", "id"]

    def __str__(self) -> str:
        return f"{self.place} {self.instrument}".strip()


class Outcome(Kept):
    """A dated judgement of ours on an ask, with its evidence. Several make a story; none is Parliament's decision."""

    class Judgement(models.TextChoices):
        ACHIEVED = "achieved", "Achieved"
        PARTLY = "partly", "Partly achieved"
        NOT = "not", "Not achieved"
        OVERTAKEN = "overtaken", "Overtaken"
        UNCLEAR = "unclear", "Unclear"

    ask = models.ForeignKey(Ask, related_name="outcomes", on_delete=CASCADE)
    on = models.DateField()
    judgement = models.CharField(max_length=12, choices=Judgement.choices)
    summary = models.TextField(help_text="What happened, in a sentence or two.")
    quotation = models.TextField(blank=True, help_text="the words of the source that show it")
    source_url = models.URLField(max_length=500, blank=True)
    source_note = models.CharField(max_length=300, blank=True, help_text="where no address is known, or what to check")
    amendment = models.ForeignKey(Amendment, null=True, blank=True, related_name="outcomes", on_delete=PROTECT)
    division = models.ForeignKey(Division, null=True, blank=True, related_name="outcomes", on_delete=PROTECT)
    stage = models.ForeignKey(BillStage, null=True, blank=True, related_name="outcomes", on_delete=PROTECT)
    is_listed = models.BooleanField(default=True, help_text="unticked: taken back, kept in history")
    history = tracked_history()

    class Meta:
        ordering = ["ask", "on", "id"]

    def __str__(self) -> str:
        return f"{self.get_judgement_display()} on {self.on:%-d %B %Y}"


class Assurance(Opened):
    """A promise given in Parliament: who, when, in which words, and whether it was kept."""

    class Fate(models.TextChoices):
        OPEN = "open", "Open"
        KEPT = "kept", "Kept"
        PARTLY = "partly", "Partly kept"
        BROKEN = "broken", "Not kept"

    bill = models.ForeignKey(Bill, related_name="assurances", on_delete=PROTECT)
    ask = models.ForeignKey(Ask, null=True, blank=True, related_name="assurances", on_delete=SET_NULL)
    amendment = models.ForeignKey(Amendment, null=True, blank=True, related_name="assurances", on_delete=PROTECT)
    given_by = models.CharField(max_length=200, help_text="the Minister's name")
    member = models.ForeignKey(Member, null=True, blank=True, related_name="+", on_delete=PROTECT)
    office = models.CharField(max_length=200, blank=True)
    house = models.CharField(max_length=30, blank=True)
    given_on = models.DateField()
    hansard_url = models.URLField(max_length=500, blank=True)
    words = models.TextField(help_text="the promise, in the Minister's words")
    meaning = models.TextField(blank=True, help_text="what we take it to mean")
    due_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Fate.choices, default=Fate.OPEN)
    outcome_note = models.TextField(blank=True)
    history = tracked_history()

    class Meta:
        ordering = ["-given_on", "-id"]

    def __str__(self) -> str:
        return f"{self.given_by}, {self.given_on:%-d %B %Y}"


class ContactEntry(models.Model):
    """What a parliamentarian or a whip told us. Personal data: officers only, no history, deletable for good.

    An entry is never edited; a wrong one is deleted, and only `Erasure` remembers that something was.
    """

    class Kind(models.TextChoices):
        SPONSOR = "sponsor", "Sponsor asked"
        WHIP = "whip", "Whips and front benches"

    class Answer(models.TextChoices):
        ASKED = "asked", "Asked, waiting"
        YES = "yes", "Yes"
        NO = "no", "No"
        UNKNOWN = "unknown", "Not known"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    bill = models.ForeignKey(Bill, related_name="+", on_delete=CASCADE)
    ask = models.ForeignKey(Ask, null=True, blank=True, related_name="contacts", on_delete=CASCADE)
    member = models.ForeignKey(Member, null=True, blank=True, related_name="+", on_delete=SET_NULL)
    name = models.CharField(max_length=200)
    party = models.CharField(max_length=100, blank=True)
    answer = models.CharField(max_length=10, choices=Answer.choices, default=Answer.ASKED)
    on = models.DateField()
    note = models.TextField(blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, related_name="+", on_delete=SET_NULL)
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-on", "-id"]

    def __str__(self) -> str:
        return f"{self.name}, {self.on:%-d %B %Y}"


class Erasure(WrittenOnce):
    """That entries of the contact log were deleted: when, by whom, how many and why; never what they said."""

    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, related_name="+", on_delete=SET_NULL)
    count = models.PositiveIntegerField()
    reason = models.TextField()

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.count} on {self.at:%-d %B %Y}"


# ---- links and positions ----


class ClauseLink(Opened):
    """What ties a clause or an ask of ours to an amendment, a provision of the Bill or a section of the Act.

    `state` is changed by coalition/review.py alone. `our_text` and `their_text` are the texts on which a person
    confirmed it: when either reads differently, the link is open again and the redline against these is shown.
    """

    class Relation(models.TextChoices):
        IMPLEMENTS = "implements", "Implements"
        PARTLY = "partly", "Partly implements"
        WEAKENS = "weakens", "Weakens"
        CONTRADICTS = "contradicts", "Contradicts"
        IN_LIEU = "in_lieu", "In lieu"
        RELATED = "related", "Related"

    class State(models.TextChoices):
        SUGGESTED = "suggested", "Suggested"
        CONFIRMED = "confirmed", "Confirmed"
        REOPENED = "reopened", "Open again: a text changed"
        REJECTED = "rejected", "Rejected"

    class Origin(models.TextChoices):
        PERSON = "person", "A person"
        MACHINE = "machine", "Suggested by likeness"
        FILE = "file", "An imported file"

    bill = models.ForeignKey(Bill, related_name="clause_links", on_delete=PROTECT)
    clause = models.ForeignKey(AlternativeClause, null=True, blank=True, related_name="links", on_delete=CASCADE)
    ask = models.ForeignKey(Ask, null=True, blank=True, related_name="links", on_delete=CASCADE)
    amendment = models.ForeignKey(Amendment, null=True, blank=True, related_name="clause_links", on_delete=PROTECT)
    bill_print = models.ForeignKey(BillPrint, null=True, blank=True, related_name="+", on_delete=PROTECT)
    provision = models.CharField(max_length=120, blank=True, help_text="“clause 48”, in the print named, or at large")
    provision_guid = models.CharField(
        max_length=60, blank=True, help_text="its lasting identity, where the print has one"
    )
    act_section = models.CharField(max_length=60, blank=True, help_text="“section 54” of the Act the Bill became")
    act_url = models.URLField(max_length=500, blank=True)
    relation = models.CharField(max_length=12, choices=Relation.choices, default=Relation.RELATED)
    state = models.CharField(max_length=10, choices=State.choices, default=State.SUGGESTED, editable=False)
    origin = models.CharField(max_length=10, choices=Origin.choices, default=Origin.PERSON, editable=False)
    reason = models.TextField(blank=True, help_text="why a machine suggested it")
    note = models.TextField(blank=True)
    our_quotation = models.TextField(blank=True, help_text="the words of ours that show it")
    their_quotation = models.TextField(blank=True, help_text="the words of theirs that show it")
    our_text = models.TextField(blank=True, editable=False)
    their_text = models.TextField(blank=True, editable=False)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, related_name="+", on_delete=SET_NULL, editable=False
    )
    reviewed_at = models.DateTimeField(null=True, blank=True, editable=False)
    history = tracked_history()

    class Meta:
        ordering = ["bill", "id"]
        indexes = [models.Index(fields=["bill", "state"]), models.Index(fields=["amendment", "state"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(clause__isnull=False) | models.Q(ask__isnull=False), name="a_link_has_our_side"
            ),
            models.CheckConstraint(
                condition=models.Q(amendment__isnull=False) | ~models.Q(provision="") | ~models.Q(act_section=""),
                name="a_link_has_their_side",
            ),
        ]

    def __str__(self) -> str:
        theirs = self.amendment or self.provision or self.act_section
        return f"{self.ask or self.clause} – {self.get_relation_display().lower()} – {theirs}"


class Position(Opened):
    """What one organisation thinks of one amendment, for the coalition's eyes."""

    class Stance(models.TextChoices):
        SUPPORT = "support", "Supports"
        SUPPORT_WITH = "support_with", "Supports, but seeks an assurance"
        NEUTRAL = "neutral", "Neutral"
        OPPOSE = "oppose", "Opposes"

    amendment = models.ForeignKey(Amendment, related_name="positions", on_delete=PROTECT)
    organisation = models.ForeignKey(Organisation, related_name="positions", on_delete=PROTECT)
    stance = models.CharField(max_length=12, choices=Stance.choices)
    note = models.TextField(blank=True)
    history = tracked_history()

    class Meta:
        ordering = ["organisation"]
        constraints = [models.UniqueConstraint(fields=["amendment", "organisation"], name="one_position_each")]

    def __str__(self) -> str:
        return f"{self.organisation} {self.get_stance_display().lower()}"


class Continuation(Opened):
    """What a policy officer says: this amendment goes on with the aim of another one, of an earlier stage.

    The coalition's word and not Parliament's: its record, and the chains of historic files (amendments.Chain), are
    never touched. One that is taken back stays, with who, when and why.
    """

    amendment = models.ForeignKey(Amendment, related_name="continues", on_delete=PROTECT)
    follows = models.ForeignKey(Amendment, related_name="continued_by", on_delete=PROTECT)
    note = models.TextField(blank=True, help_text="what shows it")
    is_listed = models.BooleanField(default=True, help_text="unticked: taken back, kept in history")
    history = tracked_history()

    class Meta:
        ordering = ["amendment", "id"]
        constraints = [models.UniqueConstraint(fields=["amendment", "follows"], name="one_continuation_per_pair")]

    def __str__(self) -> str:
        return f"{self.amendment} continues {self.follows}"


# ---- briefings and the library ----


class Briefing(Opened):
    """A paper of the coalition: a briefing, a report, evidence, a letter. Its exact text: `BriefingVersion`."""

    class Kind(models.TextChoices):
        BRIEFING = "briefing", "Briefing"
        REPORT = "report", "Report"
        EVIDENCE = "evidence", "Written evidence"
        LETTER = "letter", "Letter"
        OTHER = "other", "Other paper"

    class Stance(models.TextChoices):
        SUPPORT = "support", "Support the amendment"
        OPPOSE = "oppose", "Oppose the amendment"
        WELCOME = "welcome", "Welcome, but seek an assurance"
        NONE = "", "No line on one amendment"

    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.BRIEFING)
    stance = models.CharField(max_length=10, choices=Stance.choices, blank=True, default=Stance.NONE)
    bill = models.ForeignKey(Bill, null=True, blank=True, related_name="briefings", on_delete=PROTECT)
    stage = models.ForeignKey(BillStage, null=True, blank=True, related_name="briefings", on_delete=PROTECT)
    theme = models.ForeignKey(Theme, null=True, blank=True, related_name="briefings", on_delete=PROTECT)
    lead = models.ForeignKey(Organisation, null=True, blank=True, related_name="briefings_led", on_delete=PROTECT)
    sign_by = models.DateTimeField(null=True, blank=True, help_text="London time; no answer counts after it")
    is_open_to_sign = models.BooleanField(default=False, help_text="organisations are asked to answer")
    archived_at = models.DateTimeField(null=True, blank=True)
    history = tracked_history()

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.title


class BriefingAsk(Kept):
    """An ask that a briefing is about."""

    briefing = models.ForeignKey(Briefing, related_name="about", on_delete=CASCADE)
    ask = models.ForeignKey(Ask, related_name="briefings", on_delete=PROTECT)
    is_listed = models.BooleanField(default=True)
    history = tracked_history()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["briefing", "ask"], name="one_briefing_ask_pair")]

    def __str__(self) -> str:
        return f"{self.briefing} about {self.ask}"


class BriefingVersion(WrittenOnce):
    """The exact text of a paper at one moment: Markdown, or an uploaded file. Written once; an edit is a new version.

    `sha256` is of title and text (or the file's bytes): what a sign-off binds. `references` keeps what each live
    reference read when the version was written, see coalition/references.py: [{"kind", "id", "label", "list", "print",
    "number", "words", "decision", "code"}].
    """

    briefing = models.ForeignKey(Briefing, related_name="versions", on_delete=CASCADE)
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    body = models.TextField(blank=True, help_text="Markdown with live references")
    file = models.FileField(upload_to="papers/", blank=True)
    file_name = models.CharField(max_length=255, blank=True)
    file_type = models.CharField(max_length=100, blank=True)
    file_size = models.PositiveIntegerField(null=True, blank=True)
    sha256 = models.CharField(max_length=64)
    references = models.JSONField(default=list, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, related_name="+", on_delete=SET_NULL)
    written_at = models.DateTimeField()
    note = models.TextField(blank=True, help_text="what changed and why")

    class Meta:
        ordering = ["briefing", "-number"]
        constraints = [models.UniqueConstraint(fields=["briefing", "number"], name="one_text_per_number")]

    def __str__(self) -> str:
        return f"{self.title}, version {self.number}"


class SignOff(WrittenOnce):
    """One organisation's answer to one exact text. Written once: a change of mind is a later answer.

    Whether it counts today is computed (coalition/signoff.py): the text is still the briefing's latest, the
    organisation was a member on that London day, it was in time, and no later answer of the same organisation stands.
    """

    class Answer(models.TextChoices):
        SIGNS = "signs", "Signs"
        RESERVATION = "reservation", "Signs with a reservation"
        OBJECTS = "objects", "Objects"
        ABSTAINS = "abstains", "Abstains"

    version = models.ForeignKey(BriefingVersion, related_name="signoffs", on_delete=CASCADE)
    organisation = models.ForeignKey(Organisation, related_name="signoffs", on_delete=PROTECT)
    answer = models.CharField(max_length=12, choices=Answer.choices)
    sha256 = models.CharField(max_length=64, help_text="of the text that was answered")
    comment = models.TextField(blank=True)
    may_use_logo = models.BooleanField(default=False)
    may_be_named = models.BooleanField(default=True, help_text="the published paper may list it as a signatory")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, related_name="+", on_delete=SET_NULL)
    by_name = models.CharField(max_length=150, blank=True)
    recorded_note = models.TextField(
        blank=True, help_text="how it reached us, where an officer wrote it down for them"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ["version", "at", "id"]

    def __str__(self) -> str:
        return f"{self.organisation} {self.get_answer_display().lower()}"


# ---- publishing, and what a person has seen ----


class Release(Kept):
    """A copy of the allow-listed fields of one thing, for the public from a moment on: all that public pages read.

    In force at a moment: `public_from` is not later and `withdrawn_at` is empty or later. The last made of those in
    force is what the public reads; the embargo is checked whenever it is read, never by a job. Only
    coalition/publish.py writes it.
    """

    class Kind(models.TextChoices):
        ASK = "ask", "Ask"
        BRIEFING = "briefing", "Paper"
        ACT = "act", "Reference text"
        COALITION = "coalition", "The coalition"

    kind = models.CharField(max_length=12, choices=Kind.choices)
    object_id = models.PositiveBigIntegerField()
    bill = models.ForeignKey(Bill, null=True, blank=True, related_name="releases", on_delete=PROTECT)
    title = models.CharField(max_length=300)
    fields = models.JSONField(default=dict)
    version = models.ForeignKey(BriefingVersion, null=True, blank=True, related_name="releases", on_delete=PROTECT)
    public_from = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, related_name="+", on_delete=SET_NULL)
    note = models.TextField(blank=True)
    history = tracked_history()

    class Meta:
        ordering = ["-public_from", "-id"]
        indexes = [
            models.Index(fields=["kind", "object_id", "-public_from"]),
            models.Index(fields=["bill", "kind"]),
            models.Index(fields=["public_from"], condition=models.Q(withdrawn_at=None), name="next_embargo"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, public from {self.public_from:%Y-%m-%d %H:%M}"


class LastLook(models.Model):
    """When a person last looked at something, so that pages can say what changed since. Not a record: no history.

    `subject` is "desk", "ask:3" or "briefing:4"; `detail` what they saw of it (a version's number, say).
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, related_name="+", on_delete=CASCADE)
    subject = models.CharField(max_length=60)
    at = models.DateTimeField()
    detail = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "subject"], name="one_look_per_subject")]

    def __str__(self) -> str:
        return f"{self.subject} at {self.at:%Y-%m-%d %H:%M}"
