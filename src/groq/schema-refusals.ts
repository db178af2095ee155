/** One cause for which a JSON Schema that has to be followed strictly is refused. */
export interface SchemaRefusal {
  /** What is said of it, behind the place, with `{placeholders}`. */
  readonly says: string
  /** `schema_kind` of the error object. */
  readonly kind: string
  /** `schema_code` of the error object, where it has one. */
  readonly code?: string
  readonly sample?: Readonly<Record<string, string>>
  /** Where the sample stands. */
  readonly samplePath: string
  readonly provenance: 'observed' | 'inferred'
  readonly source: string
}

const clients = 'logs and issues of clients'
const union = { kind: 'anyOf', samplePath: '/properties/status/anyOf' } as const

/** By name. All were seen of strict schemas in `response_format`, 2026 (docs/facts/groq-wire.md §1.3.2). */
export const schemaRefusals = {
  'open-object': {
    says: '`additionalProperties:false` must be set on every object',
    kind: 'additional_properties',
    samplePath: '/properties/action',
    provenance: 'observed',
    source: `${clients} (Meridiona/meridian#812), at the root without a place; that the root has no schema_path is inferred`,
  },
  'property-not-required': {
    says: '`required` is required to be supplied and to be an array including every key in properties. The following properties must be listed in `required`: {properties}',
    kind: 'required',
    samplePath: '/properties/list/items/required',
    sample: { properties: 'span' },
    provenance: 'observed',
    source: `${clients}; schema_kind is inferred. One sighting has the second sentence alone`,
  },
  'required-without-properties': {
    says: "'required' present but 'properties' is missing",
    kind: 'required',
    samplePath: '/properties/attributes',
    provenance: 'observed',
    source: `${clients}, the sentence alone; the place before it and schema_kind are inferred`,
  },
  'union-ambiguous': {
    ...union,
    says: 'anyOf branches must be disambiguated via a required discriminator (const/enum) or by key-set exclusion with additionalProperties:false',
    provenance: 'observed',
    source: `${clients}, for references to what is no object; through the Responses API too`,
  },
  'union-untyped-variant': {
    ...union,
    says: 'anyOf object variant error: variant {variant}: properties must be present (or set additionalProperties:false)',
    sample: { variant: '0' },
    provenance: 'observed',
    source: `${clients}, for an anyOf within an anyOf`,
  },
  'union-two-nulls': {
    ...union,
    says: 'multiple branches accept null; choose one or remove overlap',
    provenance: 'observed',
    source: clients,
  },
  'union-discriminators': {
    ...union,
    says: 'anyOf disambiguation failed: anyOf: discriminator: multiple candidate properties {properties} [discriminator_multiple_candidates]',
    code: 'discriminator_multiple_candidates',
    samplePath: '/properties/questions/items/anyOf',
    sample: { properties: 'category, type' },
    provenance: 'observed',
    source: clients,
  },
  'union-discriminator-value': {
    ...union,
    says: "anyOf disambiguation failed: overlapping discriminator value '{value}'",
    sample: { value: 'scroll' },
    provenance: 'observed',
    source: `${clients}; whether it is quoted whole is not known`,
  },
  'union-shared-key': {
    ...union,
    says: "anyOf disambiguation failed: anyOf: key-set-exclusion: required key '{property}' from one variant appears in another's properties (variant {variant} vs {other}) [keyset_required_overlap]",
    code: 'keyset_required_overlap',
    samplePath: '/properties/ready/anyOf/0/properties/suggestions/items/anyOf',
    sample: { property: 'title', variant: '0', other: '1' },
    provenance: 'observed',
    source: `${clients}, the whole body`,
  },
  'union-same-type': {
    ...union,
    says: 'anyOf disambiguation failed: anyOf: multiple branches accept {type} [duplicate_primitive_types]',
    code: 'duplicate_primitive_types',
    sample: { type: 'string' },
    provenance: 'inferred',
    source: `${clients}, for the cause and the code; the words are inferred`,
  },
  'union-integer-and-number': {
    ...union,
    says: 'anyOf disambiguation failed: anyOf: branches accept integer and number [integer_number_overlap]',
    code: 'integer_number_overlap',
    provenance: 'inferred',
    source: `${clients}, for the cause and the code; the words are inferred`,
  },
} as const satisfies Readonly<Record<string, SchemaRefusal>>

export type SchemaRefusalName = keyof typeof schemaRefusals
