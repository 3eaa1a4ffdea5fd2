"""People of the coalition as pages name them."""

from django import template

from coalition.roles import name_of

register = template.Library()
register.filter("name_of", name_of)
