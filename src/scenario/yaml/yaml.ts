import { createRequire } from 'node:module'
import type * as Yaml from 'yaml'

export type { Alias, CST, Document, Node, Pair, YAMLError, YAMLMap } from 'yaml'

let loaded: typeof Yaml | null = null

/** It takes a tenth of the start to load, which a server does without that runs a scenario that ships (bench/README.md). */
const yaml = (): typeof Yaml => {
  loaded ??= createRequire(import.meta.url)('yaml') as typeof Yaml
  return loaded
}

/** Loads it ahead of the first text, so that nobody waits for it. */
export const prepareYaml = (): void => void yaml()

type Guard = 'isAlias' | 'isCollection' | 'isMap' | 'isNode' | 'isPair' | 'isScalar' | 'isSeq'

const guard = <Name extends Guard>(name: Name): (typeof Yaml)[Name] =>
  ((node: unknown) => (yaml()[name] as (node: unknown) => boolean)(node)) as (typeof Yaml)[Name]

export const isAlias = guard('isAlias')
export const isCollection = guard('isCollection')
export const isMap = guard('isMap')
export const isNode = guard('isNode')
export const isPair = guard('isPair')
export const isScalar = guard('isScalar')
export const isSeq = guard('isSeq')

export const parseDocument = (text: string, options: Yaml.ParseOptions & Yaml.DocumentOptions & Yaml.SchemaOptions) =>
  yaml().parseDocument(text, options)
export const visit = (node: Yaml.Node | Yaml.Document | null, visitor: Yaml.visitor): void =>
  yaml().visit(node, visitor)
export const newParser = (): Yaml.Parser => new (yaml().Parser)()
export const newComposer = (options: ConstructorParameters<typeof Yaml.Composer>[0]): Yaml.Composer =>
  new (yaml().Composer)(options)
