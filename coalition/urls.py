"""Addresses of the coalition's work. All under desk/ needs signing in; what is under campaigns/ is for everybody.

welcome/ is for whoever holds the link of an invitation.

Private addresses rest on our own ids; who may see what is behind them: coalition/roles.py and querysets.py.
"""

from django.urls import URLPattern, path

from coalition.views import (
    act,
    act_import,
    acts,
    ask_edit,
    asks,
    assurances,
    clause,
    contacts,
    invitations,
    library,
    organisations,
    paper,
    paper_facts,
    paper_files,
    paper_text,
    paper_versions,
    people,
    public,
    publish,
    sign,
    sign_off,
    spreadsheets,
)
from coalition.views.continues import continuation, continues
from coalition.views.desk import desk, desk_seen
from coalition.views.link_list import link_list, link_search
from coalition.views.link_new import link_new
from coalition.views.link_page import link_page, link_review
from coalition.views.our_work import our_work
from coalition.views.position import position

app_name = "coalition"

PEOPLE: list[URLPattern] = [
    path("desk/coalition/", organisations.about, name="about"),
    path("desk/organisations/", organisations.organisation_list, name="organisations"),
    path("desk/organisations/new/", organisations.organisation_new, name="organisation-new"),
    path("desk/organisations/<int:pk>/", organisations.organisation_page, name="organisation"),
    path("desk/organisations/<int:pk>/edit/", organisations.organisation_edit, name="organisation-edit"),
    path("desk/organisations/<int:pk>/memberships/new/", organisations.membership_new, name="membership-new"),
    path("desk/memberships/<int:pk>/edit/", organisations.membership_edit, name="membership-edit"),
    path("desk/people/", people.people_list, name="people"),
    path("desk/people/<int:pk>/", people.person_edit, name="person"),
    path("desk/people/<int:pk>/second-step/end/", people.second_step_away, name="person-second-step-away"),
    path("desk/invitations/", invitations.invitation_list, name="invitations"),
    path("desk/invitations/<int:pk>/renew/", invitations.invitation_renew, name="invitation-renew"),
    path("desk/invitations/<int:pk>/revoke/", invitations.invitation_revoke, name="invitation-revoke"),
    path("welcome/<str:secret>/", invitations.welcome, name="welcome"),
]

ACTS: list[URLPattern] = [
    path("desk/acts/", acts.acts, name="acts"),
    path("desk/acts/new/", acts.new_act, name="act-new"),
    path("desk/acts/template.<slug:kind>", act_import.act_template, name="act-template"),
    path("desk/acts/<int:pk>/", act.act, name="act"),
    path("desk/acts/<int:pk>/edit/", acts.edit_act, name="act-edit"),
    path("desk/acts/<int:pk>/issue/", act.issue_act, name="act-issue"),
    path("desk/acts/<int:pk>/arrange/", act.arrange_act, name="act-arrange"),
    path("desk/acts/<int:pk>/import/", act_import.act_import, name="act-import"),
    path("desk/acts/<int:pk>/export.<slug:kind>", act_import.act_export, name="act-export"),
    path("desk/acts/<int:pk>/clauses/new/", clause.clause_new, name="clause-new"),
    path("desk/clauses/<int:pk>/", clause.clause, name="clause"),
    path("desk/clauses/<int:pk>/edit/", clause.clause_edit, name="clause-edit"),
    path("desk/clauses/<int:pk>/move/", act.move, name="clause-move"),
    path("desk/clauses/<int:pk>/remove/", clause.clause_remove, name="clause-remove"),
    path("desk/clauses/<int:pk>/restore/", clause.clause_restore, name="clause-restore"),
]

ASKS: list[URLPattern] = [
    path("desk/asks/", asks.ask_list, name="asks"),
    path("desk/asks/new/", ask_edit.ask_new, name="ask-new"),
    path("desk/asks/<int:pk>/", asks.ask_page, name="ask"),
    path("desk/asks/<int:pk>/edit/", ask_edit.ask_edit, name="ask-edit"),
    path("desk/asks/<int:pk>/state/", ask_edit.ask_state, name="ask-state"),
    path("desk/asks/<int:pk>/restore/<int:history_pk>/", ask_edit.ask_restore, name="ask-restore"),
    path("desk/asks/<int:ask_pk>/grounds/new/", ask_edit.ground_edit, name="ground-new"),
    path("desk/asks/<int:ask_pk>/grounds/<int:pk>/", ask_edit.ground_edit, name="ground"),
    path("desk/asks/<int:ask_pk>/outcomes/new/", ask_edit.outcome_edit, name="outcome-new"),
    path("desk/asks/<int:ask_pk>/outcomes/<int:pk>/", ask_edit.outcome_edit, name="outcome"),
    path("desk/themes/new/", ask_edit.theme_edit, name="theme-new"),
    path("desk/themes/<int:pk>/", ask_edit.theme_edit, name="theme"),
    path("desk/assurances/", assurances.assurance_list, name="assurances"),
    path("desk/assurances/new/", assurances.assurance_new, name="assurance-new"),
    path("desk/assurances/<int:pk>/", assurances.assurance_edit, name="assurance"),
    path("desk/contacts/", contacts.contact_list, name="contacts"),
    path("desk/contacts/new/", contacts.contact_new, name="contact-new"),
    path("desk/contacts/<int:pk>/erase/", contacts.contact_erase, name="contact-erase"),
    path("desk/contacts/erase/", contacts.contact_erase_person, name="contact-erase-person"),
    path("desk/spreadsheets/", spreadsheets.spreadsheets, name="spreadsheets"),
    path("desk/spreadsheets/<slug:kind>.<slug:form>", spreadsheets.export, name="export"),
    path("desk/spreadsheets/look/", spreadsheets.import_preview, name="import-preview"),
    path("desk/spreadsheets/apply/", spreadsheets.import_apply, name="import-apply"),
]

LINKS: list[URLPattern] = [
    path("desk/links/", link_list, name="links"),
    path("desk/links/search/", link_search, name="link-search"),
    path("desk/links/new/", link_new, name="link-new"),
    path("desk/links/<int:pk>/", link_page, name="link"),
    path("desk/links/<int:pk>/review/", link_review, name="link-review"),
    path("desk/amendments/<int:amendment_pk>/position/", position, name="position"),
    path("desk/amendments/<int:amendment_pk>/continues/", continues, name="continues"),
    path("desk/continuations/<int:pk>/", continuation, name="continuation"),
]

BRIEFINGS: list[URLPattern] = [
    path("desk/papers/", library.library, name="briefings"),
    path("desk/papers/new/", paper_facts.new_paper, name="briefing-new"),
    path("desk/papers/<int:pk>/", paper.paper_page, name="briefing"),
    path("desk/papers/<int:pk>/edit/", paper_facts.edit_paper, name="briefing-edit"),
    path("desk/papers/<int:pk>/archive/", paper_facts.archive_paper, name="briefing-archive"),
    path("desk/papers/<int:pk>/text/", paper_text.write, name="briefing-text"),
    path("desk/papers/<int:pk>/upload/", paper_text.upload, name="briefing-upload"),
    path("desk/papers/<int:pk>/references/", paper_text.references, name="briefing-references"),
    path("desk/papers/<int:pk>/versions/", paper_versions.versions, name="briefing-versions"),
    path(
        "desk/papers/<int:pk>/versions/<int:number>/restore/", paper_versions.restore_version, name="briefing-restore"
    ),
    path("desk/papers/<int:pk>/versions/<int:number>/file/", paper_files.uploaded_file, name="briefing-file"),
    path("desk/papers/<int:pk>/paper.pdf", paper_files.paper_pdf, name="briefing-pdf"),
    path("desk/papers/<int:pk>/paper.docx", paper_files.paper_docx, name="briefing-docx"),
    path("desk/papers/<int:pk>/sign/", sign.sign_page, name="sign"),
    path("desk/papers/<int:pk>/sign-off/open/", sign_off.open_sign_off, name="sign-off-open"),
    path("desk/papers/<int:pk>/sign-off/close/", sign_off.close_sign_off, name="sign-off-close"),
    path("desk/papers/<int:pk>/sign-off/record/", sign_off.record_answer, name="sign-off-record"),
]

RELEASES: list[URLPattern] = [
    path("desk/publish/<slug:kind>/<int:pk>/", publish.publish, name="publish"),
    path("desk/releases/<int:pk>/withdraw/", publish.withdraw, name="withdraw"),
]

DESK: list[URLPattern] = [
    path("desk/", desk, name="desk"),
    path("desk/seen/", desk_seen, name="desk-seen"),
    path("desk/our-work/", our_work, name="our-work"),
]

PUBLIC: list[URLPattern] = [
    path("campaigns/", public.campaign_list, name="campaigns"),
    path("campaigns/<int:bill_pk>/", public.campaign, name="campaign"),
    path("campaigns/papers/<int:pk>/", public.public_paper, name="public-paper"),
    path("campaigns/papers/<int:pk>/<slug:form>/", public.public_paper_file, name="public-paper-file"),
    path("campaigns/acts/<int:pk>/", public.public_act, name="public-act"),
]

urlpatterns = [*PEOPLE, *ACTS, *ASKS, *LINKS, *BRIEFINGS, *RELEASES, *DESK, *PUBLIC]
