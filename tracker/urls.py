"""Every address of the site."""

from django.contrib import admin
from django.urls import include, path

from coalition import urls as coalition
from tracker.views import (
    as_amended,
    division,
    division_review,
    downloads,
    front,
    glossary,
    health,
    jobs,
    open_data,
    saved_pages,
    search,
    timeline,
    tokens,
    track,
)

CAMPAIGNS = [
    *coalition.urlpatterns,
    path("campaigns/asks/<int:pk>/", timeline.public_ask, name="public-ask"),
]
"""The coalition's addresses; among them the public page of an ask, which joins all rooms and so is made here."""

urlpatterns = [
    path("", front.front, name="front"),
    path("", include("bills.urls")),
    path("", include("amendments.urls")),
    path("", include((CAMPAIGNS, coalition.app_name))),
    path("bills/<int:pk>/as-amended/", as_amended.as_amended, name="as-amended"),
    path("bills/<int:pk>/as-amended.docx", as_amended.as_amended_docx, name="as-amended-docx"),
    path("bills/<int:pk>/timeline/", timeline.bill_timeline, name="bill-timeline"),
    path("campaigns/acts/<int:act_pk>/clauses/<int:pk>/", timeline.clause_timeline, name="clause-timeline"),
    path("campaigns/bills/<int:pk>/compare/", timeline.compare_asks, name="compare-asks"),
    path("api/", open_data.api_page, name="api-page"),
    path("api/v1/", include("tracker.api.urls")),
    path("data/", downloads.data_page, name="data"),
    path("data/dictionary/", downloads.dictionary_page, name="data-dictionary"),
    path("data/all.<slug:form>", downloads.data_file, name="data-all"),
    path("data/bills/<int:pk>.<slug:form>", downloads.data_file, name="data-bill"),
    path("data/campaigns.<slug:form>", downloads.published_file, name="data-campaigns"),
    path("data/campaigns/<int:pk>.<slug:form>", downloads.published_file, name="data-campaign"),
    path("data/amendment-papers/<int:pk>.xml", downloads.paper_xml, name="data-paper-xml"),
    path("data/prints/<int:pk>.xml", downloads.print_xml, name="data-print-xml"),
    path("desk/divisions/", division_review.review_list, name="division-reviews"),
    path("desk/divisions/<int:pk>/", division_review.review_page, name="division-review"),
    path("desk/divisions/<int:pk>/undo/", division_review.review_undo, name="division-review-undo"),
    path("divisions/<int:pk>/", division.division_page, name="division"),
    path("", include("tracker.sharing_urls")),
    path("search/", search.search_page, name="search"),
    path("glossary/", glossary.glossary_page, name="glossary"),
    path("jobs/", jobs.job_list, name="jobs"),
    path("jobs/<int:job_id>/cancel/", jobs.cancel, name="job-cancel"),
    path("jobs/<int:job_id>/retry/", jobs.retry, name="job-retry"),
    path("track/", track.search, name="track"),
    path("track/start/", track.start, name="track-start"),
    path("track/<int:parliament_id>/", track.progress, name="tracking"),
    path("track/<int:parliament_id>/update/", track.update, name="tracking-update"),
    path("track/<int:parliament_id>/stop/", track.stop, name="tracking-stop"),
    path("desk/import/", saved_pages.upload, name="saved-pages"),
    path("desk/import/<str:token>/", saved_pages.preview, name="saved-pages-preview"),
    path("desk/import/<str:token>/confirm/", saved_pages.confirm, name="saved-pages-confirm"),
    path("", include("tracker.following.urls")),
    path("", include("tracker.webhooks.urls")),
    path("account/keys/", tokens.token_list, name="api-tokens"),
    path("account/keys/<int:pk>/revoke/", tokens.token_revoke, name="api-token-revoke"),
    path("", include("tracker.account_urls")),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("admin/", admin.site.urls),
]
