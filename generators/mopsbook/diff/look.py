"""The look of a picture that stands alone: the colours of a light and of a dark page, and of what came, went and changed."""

STYLE = """
svg{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-size:12px;
--page:#fff;--ink:#1f2328;--quiet:#57606a;--line:#6e7781;--box:#f3f5f8;--rim:#8c959f;--area:#f6f8fa;
--added:#116329;--added-box:#d2f4d9;--removed:#b3121d;--removed-box:#ffdfdc;--changed:#7d4e00;--changed-box:#fff3c4}
@media(prefers-color-scheme:dark){svg{--page:#0d1117;--ink:#e6edf3;--quiet:#a5afba;--line:#8b949e;--box:#1c232c;--rim:#6e7681;
--area:#151b23;--added:#56d364;--added-box:#0f3b1d;--removed:#ff8f88;--removed-box:#4c1417;--changed:#e3b341;--changed-box:#3d2e00}}
.page{fill:var(--page)}
text{fill:var(--ink)}
.title{font-size:15px;font-weight:600}
.heading{font-size:12px;font-weight:600;fill:var(--quiet)}
.nothing,.mb-node__note,.mb-words__text,.mb-region__label{fill:var(--quiet)}
.mb-node__box{fill:var(--box);stroke:var(--rim);stroke-width:1.1}
.mb-edge__line{fill:none;stroke:var(--line);stroke-width:1.2}
.mb-edge__head{fill:var(--line)}
.mb-edge__hit{fill:none;stroke:none}
.mb-region__box{fill:var(--area);stroke:var(--rim);stroke-opacity:.4;stroke-width:.8}
.mb-region__label,.mb-words__text{paint-order:stroke;stroke:var(--page);stroke-width:3px;stroke-linejoin:round}
.mb-rule{fill:none;stroke:var(--rim);stroke-opacity:.6;stroke-width:.8}
.mb-mark__shape{fill:var(--rim)}
.mb-mark__shape.is-track{fill:var(--area)}
.status-retired .mb-node__box,.status-planned .mb-node__box{stroke-dasharray:2 3}
.way-back .mb-edge__line,.is-back .mb-edge__line,.way-branch .mb-edge__line{stroke-dasharray:4 3}
.is-added .mb-node__box{fill:var(--added-box);stroke:var(--added);stroke-width:2.4}
.is-removed .mb-node__box{fill:var(--removed-box);stroke:var(--removed);stroke-width:2.4;stroke-dasharray:6 3}
.is-changed .mb-node__box{fill:var(--changed-box);stroke:var(--changed);stroke-width:2;stroke-dasharray:1.5 2}
.is-added .mb-edge__line{stroke:var(--added);stroke-width:2.6}
.is-removed .mb-edge__line{stroke:var(--removed);stroke-width:2.6;stroke-dasharray:7 4}
.is-added .mb-edge__head{fill:var(--added)}
.is-removed .mb-edge__head{fill:var(--removed)}
.is-added .mb-mark__shape{fill:var(--added)}
.is-removed .mb-mark__shape{fill:var(--removed)}
.is-changed .mb-mark__shape{fill:var(--changed)}
.badge{fill:var(--page);stroke-width:1.4}
.is-added .badge{stroke:var(--added)}
.is-removed .badge{stroke:var(--removed)}
.is-changed .badge{stroke:var(--changed)}
.sign{font-size:12px;font-weight:700}
.is-added .sign{fill:var(--added)}
.is-removed .sign{fill:var(--removed)}
.is-changed .sign{fill:var(--changed)}
"""
