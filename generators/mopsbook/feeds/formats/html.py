"""A mail in HTML that holds in mail clients: tables for its frame, styles in place, no script, no picture, nothing fetched."""

from collections.abc import Iterator

from markupsafe import Markup

from mopsbook.feeds.digest import Digest
from mopsbook.feeds.feed import clean
from mopsbook.feeds.story import Story, Way
from mopsbook.terminal.screen import PIPE, Screen
from mopsbook.words import say_day

_MOST_POINTS = 12
_FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
# Each is read on white and, turned round by a client that darkens mails, on black.
_COLOURS = {"breaking": "#b3121d", "needs-action": "#8a5700", "informative": "#0b5394"}
_QUIET = "#57606a"


def render(digest: Digest, screen: Screen = PIPE) -> str:
    """Return a whole document."""
    first = Markup('<p style="margin:0 0 16px;font-size:17px"><strong>{}</strong></p>\n').format(digest.head)
    body = Markup("").join([first, *_body(digest)])
    return clean(
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        f"{Markup('<title>{}</title>').format(_title(digest))}\n</head>\n"
        '<body style="margin:0;padding:0;background:#ffffff">\n'
        '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center">\n'
        '<table role="presentation" width="640" cellpadding="0" cellspacing="0" border="0" style="width:100%;max-width:640px">'
        f'<tr><td style="padding:24px 16px;{_FONT};font-size:15px;line-height:1.5;color:#1f2328;text-align:left">\n'
        f"{body}"
        "</td></tr></table>\n</td></tr></table>\n</body>\n</html>\n"
    )


def _title(digest: Digest) -> str:
    return f"{digest.title}: what changed {digest.window.words}"


def _body(digest: Digest) -> Iterator[Markup]:
    for group in digest.groups:
        yield _heading(group.heading, _COLOURS[group.level])
        for part in group.teams:
            yield Markup('<h3 style="margin:16px 0 4px;font-size:15px">{}</h3>\n').format(part.title)
            yield _list(part.stories)
    if digest.coming:
        yield _heading("Coming", "#1f2328")
        yield _list(digest.coming)
    for text in digest.remarks:
        yield Markup('<p style="margin:16px 0 0;color:{}">{}</p>\n').format(_QUIET, text)
    if digest.log:
        yield Markup('<p style="margin:16px 0 0">{}</p>\n').format(_way(Way("The whole log", digest.log)))


def _heading(words: str, colour: str) -> Markup:
    style = f"margin:24px 0 8px;padding:0 0 4px;font-size:18px;color:{colour};border-bottom:2px solid {colour}"
    return Markup('<h2 style="{}">{}</h2>\n').format(style, words)


def _list(stories: tuple[Story, ...]) -> Markup:
    items = Markup("").join(map(_tell, stories))
    return Markup('<ul style="margin:0;padding:0 0 0 20px">\n{}</ul>\n').format(items)


def _tell(story: Story) -> Markup:
    who = [Markup("{}").format(text) for text in (story.entry.author, say_day(story.entry.day)) if text]
    who += [_way(way) for way in story.ways]
    lines = [
        Markup('{} <span style="color:{}">({})</span>').format(
            _way(Way(story.title, story.address)), _QUIET, Markup(", ").join(who)
        )
    ]
    for point in story.points[:_MOST_POINTS]:
        why = Markup(' <em style="color:{}">{}</em>').format(_QUIET, point.why) if point.why else ""
        told = (_way(Way(point.title, point.address)), "; ".join(point.words), why)
        lines.append(Markup("{}: {}.{}").format(*told))
    if len(story.points) > _MOST_POINTS:
        lines.append(Markup("and {} more").format(len(story.points) - _MOST_POINTS))
    lines += [Markup("{}").format(text) for text in story.besides]
    return Markup('<li style="margin:0 0 10px">{}</li>\n').format(Markup("<br>\n").join(lines))


def _way(way: Way) -> Markup:
    # A mail has no place from which a relative address could lead on.
    if not way.address.startswith(("https://", "http://")):
        return Markup("{}").format(way.words)
    return Markup('<a href="{}" style="color:#0b5394">{}</a>').format(way.address, way.words)
