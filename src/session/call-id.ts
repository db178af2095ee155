/** The ids that the mock gives to calls without a name. */
const OWN_ID = /^call-\d+$/

/** The id of a named call, never equal to one that the mock gives. */
export const callId = (name: string): string => (OWN_ID.test(name) ? `named-${name}` : name)
