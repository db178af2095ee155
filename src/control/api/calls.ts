import type { consoleOperations } from './console-operations.ts'
import type { injectionOperations } from './injection-operations.ts'
import type { journalOperations } from './journal-operations.ts'
import type { Route } from './operation.ts'
import type { probeOperations } from './probe-operations.ts'
import type { scenarioOperations } from './scenario-operations.ts'
import type { sessionOperations } from './session-operations.ts'
import type { Shaped } from './shaped.ts'

type Told<Routes> = { [Key in keyof Routes]: Routes[Key] extends Route<infer One> ? One : never }[keyof Routes]

type AnyOperation =
  | Told<typeof consoleOperations>
  | Told<typeof injectionOperations>
  | Told<typeof journalOperations>
  | Told<typeof probeOperations>
  | Told<typeof scenarioOperations>
  | Told<typeof sessionOperations>

/** Every call of the control API by its method and path, as its route tells it: `GET /sessions/:id`. */
export type Calls = { readonly [One in AnyOperation as `${One['method']} ${One['url']}`]: One }

/** A text for a name too that only the server knows: it says what is wrong with it. */
type Asked<Value> = Value extends string ? string : Value

type Query<Schema> = Schema extends { readonly properties: infer Properties }
  ? { readonly [Name in keyof Properties]?: Asked<Shaped<Properties[Name]>> | null }
  : never

type Json<Part> = Part extends { readonly content: { readonly 'application/json': { readonly schema: infer Schema } } }
  ? Shaped<Schema>
  : null

type Place<One> = One extends { readonly params: infer Schema } ? { readonly params: Shaped<Schema> } : unknown
type Asking<One> = One extends { readonly querystring: infer Schema } ? { readonly query?: Query<Schema> } : unknown
type Body<One> = One extends { readonly body: infer Part }
  ? One extends { readonly 'x-optional-body': true }
    ? { readonly body?: Json<Part> }
    : { readonly body: Json<Part> }
  : unknown

/** What goes with a call. */
export type Sent<Name extends keyof Calls> = Place<Calls[Name]> & Asking<Calls[Name]> & Body<Calls[Name]>

type Answers<Name extends keyof Calls> = Calls[Name]['response']
type Status<Key> = `${Key & (string | number)}` extends `${infer Number extends number}` ? Number : never

/** The statuses that a call tells of itself. */
export type StatusOf<Name extends keyof Calls> = {
  [Key in keyof Answers<Name>]: Status<Key>
}[keyof Answers<Name>]

/** What comes back where the call is met, or with a status that is awaited. */
export type AnswerTo<Name extends keyof Calls, Awaited = never> = {
  [Key in keyof Answers<Name>]: Status<Key> extends 200 | 201 | 204 | Awaited
    ? { readonly status: Status<Key>; readonly body: Json<Answers<Name>[Key]> }
    : never
}[keyof Answers<Name>]
