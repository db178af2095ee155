type Holds = (value: unknown) => boolean

const TYPES: readonly unknown[] = ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string']

const isText: Holds = value => typeof value === 'string'
const isCount: Holds = value => Number.isInteger(value) && Number(value) >= 0
const areUnique = (list: readonly unknown[]): boolean => new Set(list).size === list.length
const isTexts: Holds = value => Array.isArray(value) && value.every(isText) && areUnique(value)
const isType: Holds = value =>
  Array.isArray(value)
    ? value.length > 0 && value.every(one => TYPES.includes(one)) && areUnique(value)
    : TYPES.includes(value)

const isPattern: Holds = value => {
  try {
    return isText(value) && new RegExp(String(value)) !== null
  } catch {
    return false
  }
}

const each = (names: string, holds: Holds) => names.split(' ').map(name => [name, holds] as const)

/** Keywords of JSON Schema that hold no schema, and what makes their value right. Both drafts 7 and 2020-12 have them. */
export const plainKeywords: ReadonlyMap<string, Holds> = new Map([
  ...each('type', isType),
  ...each('required', isTexts),
  ...each('enum', Array.isArray),
  ...each('pattern', isPattern),
  ...each('title description format $ref $id $schema $comment $anchor', isText),
  ...each('minimum maximum', Number.isFinite),
  ...each('minLength maxLength minItems maxItems minProperties maxProperties minContains maxContains', isCount),
  ...each('uniqueItems', value => typeof value === 'boolean'),
  ...each('multipleOf', value => Number.isFinite(value) && Number(value) > 0),
])

/** Keywords whose value is a schema, an object of schemas, or a list of them that is not empty; `items` may be one or a list. */
export const schemaKeywords: ReadonlyMap<string, 'one' | 'named' | 'list' | 'one or list'> = new Map([
  ...'additionalItems additionalProperties contains propertyNames not if then else unevaluatedItems unevaluatedProperties'
    .split(' ')
    .map(name => [name, 'one'] as const),
  ...'properties patternProperties $defs definitions dependentSchemas'.split(' ').map(name => [name, 'named'] as const),
  ...'allOf anyOf oneOf prefixItems'.split(' ').map(name => [name, 'list'] as const),
  ['items', 'one or list'] as const,
])
