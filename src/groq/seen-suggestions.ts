/**
 * What the API was seen to suggest for an unknown property where its object has the suggested one (observed,
 * docs/facts/groq-wire.md §1.2). The last ones are
 * nearer to nothing than names that got no suggestion were, so no measure of nearness gives them all: they are kept as seen.
 */
export const seenSuggestions: ReadonlyMap<string, string> = new Map([
  ['store', 'stop'],
  ['id', 'name'],
  ['status', 'name'],
  ['model_used', 'role'],
])
