"""Phrases: the words and sentences that made documents are put together from."""

CATEGORIES = "crm map cdp data-warehouse ipaas reverse-etl enrichment ads social web-cms webinar-event survey".split()
METHODS = ["native-connector", "ipaas", "api", "webhook", "reverse-etl", "file", "form-embed"]
OBJECTS = ["Person", "Lead", "Contact", "Account", "Opportunity", "Campaign", "CampaignMember", "Task"]
VERBS = ["Check", "Build", "Send", "Review", "Approve", "Load", "Compare", "Clean", "Publish", "Hand over"]
NOUNS = [f"the {thing}" for thing in "list brief page report budget segment mapping form copy".split()]
NAMES = "Harbour Lantern Meadow Quarry Signal Timber Anchor Beacon Canyon Delta Ember Falcon Granite".split()
SENTENCES = [
    "A record that fails is not tried again until it changes.",
    "Whoever is on duty looks at the notifications each morning and mends the cause before the next run.",
    "The numbers in the report are those of the night before, because the models are rebuilt at four.",
    "It used to run each hour and started far more campaigns than anybody could read.",
    "Ask in the channel before you switch it off; two dashboards of the board depend on it.",
    "The consent text travels with the record, so that nobody has to guess later what was agreed.",
    "Names follow the convention, and what does not follow it is sent back without being read.",
    "Half a day is lost whenever somebody skips the test with an address that does not exist.",
    "Only two roles may edit it, and only in the middle of the week.",
    "When both sides changed a field, the mapping says who wins; when it says nothing, the later change does.",
]
