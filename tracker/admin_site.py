"""Django's admin: to look at Parliament's record, and to keep users; for superusers who confirmed two steps."""

from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse

from coalition.roles import entitled_role, lacks_two_steps, role_of


class SuperusersSite(AdminSite):
    """The coalition's records are not in it: they have pages of their own, which keep who, when and why."""

    def has_permission(self, request: HttpRequest) -> bool:
        """Superusers whose sign-in is complete; being staff is not enough."""
        user = request.user
        return bool(user.is_active and user.is_superuser and role_of(user) == entitled_role(user))

    def login(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        """The site's one sign-in, with its limits and its second step; a missing page for everybody else."""
        if self.has_permission(request):
            return HttpResponseRedirect(reverse("admin:index"))
        if not request.user.is_authenticated:
            return redirect(f"{reverse('login')}?next={reverse('admin:index')}")
        if request.user.is_superuser and lacks_two_steps(request.user):
            return redirect("mfa_activate_totp")
        raise Http404
