/** On a schema whose words are not known as it is compiled: what it holds, for the compiler alone. */
export interface Holds<Value> {
  readonly '~holds'?: Value
}

type Key<Properties> = Extract<keyof Properties, string>
type Required<Schema> = Schema extends { readonly required: readonly (infer Name)[] } ? Name : never

type Named<Properties, Name> = {
  readonly [Own in Extract<keyof Properties, Name>]: Shaped<Properties[Own]>
} & {
  readonly [Own in Exclude<Key<Properties>, Name>]?: Shaped<Properties[Own]>
}

/** What fits a JSON Schema, as far as a type can tell. */
export type Shaped<Schema> = '~holds' extends keyof Schema
  ? NonNullable<Schema['~holds']>
  : Schema extends { readonly const: infer Value }
    ? Value
    : Schema extends { readonly enum: readonly (infer Value)[] }
      ? Value
      : Schema extends { readonly anyOf: readonly (infer One)[] }
        ? Shaped<One>
        : Schema extends { readonly items: infer Item }
          ? readonly Shaped<Item>[]
          : Schema extends { readonly properties: infer Properties }
            ? Named<Properties, Required<Schema>>
            : Schema extends { readonly additionalProperties: infer Value extends object }
              ? Readonly<Record<string, Shaped<Value>>>
              : Schema extends { readonly type: infer Type extends keyof Plain }
                ? Plain[Type]
                : unknown

interface Plain {
  readonly string: string
  readonly integer: number
  readonly number: number
  readonly boolean: boolean
  readonly null: null
  readonly object: object
}
