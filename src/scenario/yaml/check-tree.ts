import { aliasTargets } from './alias-targets.ts'
import type { Finding } from './diagnostics.ts'
import { shown } from './words.ts'
import {
  type Alias,
  type Document,
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  type Node,
  type YAMLMap,
} from './yaml.ts'

const MAX_ALIASES = 1000
const MAX_VALUES = 200_000
/** A text counts as one value for each so many letters. */
const LETTERS = 100

const offsetOf = (node: unknown): number => (isNodeWithRange(node) ? node.range[0] : 0)

const isNodeWithRange = (node: unknown): node is { readonly range: readonly [number, number, number] } =>
  typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)

/**
 * Our own check for keys that appear twice: yaml's takes quadratic time (docs/facts/node.md §9), too much for an untrusted
 * file. Whether all keys are text.
 */
const checkKeys = (map: YAMLMap, diagnostics: Finding): boolean => {
  let areText = true
  const seen = new Map<string, number>()
  for (const { key } of map.items) {
    if (isCollection(key)) {
      areText = false
      diagnostics.error(
        offsetOf(key),
        'a key must be text, not a mapping or a list',
        'Text that begins with { or [ needs quotes. Templates such as {{ x }} are not filled in.',
      )
      continue
    }
    const text = isScalar(key) ? String(key.value ?? '') : ''
    const first = seen.get(text)
    if (first === undefined) seen.set(text, offsetOf(key))
    else
      diagnostics.error(
        offsetOf(key),
        `${shown(text)} appears twice in one mapping`,
        `Keep this one or the one in line ${diagnostics.lineOf(first)}.`,
      )
  }
  return areText
}

const sizeOfScalar = (node: unknown): number =>
  isScalar(node) && typeof node.value === 'string' ? 1 + Math.floor(node.value.length / LETTERS) : 1

class Tree {
  readonly #targets: ReadonlyMap<Alias, Node>
  readonly #sizes = new Map<Node, number>()
  readonly #diagnostics: Finding
  #aliases = 0
  /** Whether what it holds can be written out. */
  isSound = true

  constructor(document: Document, diagnostics: Finding) {
    this.#targets = aliasTargets(document)
    this.#diagnostics = diagnostics
  }

  measure(contents: unknown): void {
    const size = this.#size(contents)
    if (this.#aliases > 0 && size > MAX_VALUES && this.isSound)
      this.#refuse(
        0,
        `with its aliases written out, the file has more than ${MAX_VALUES} values, of which a long text is one for each ${LETTERS} letters`,
        'Name fewer or smaller things with anchors.',
      )
  }

  /** How many values a node stands for, aliases written out. An alias comes after what it names, or within it. */
  #size(node: unknown): number {
    if (isAlias(node)) return this.#aliasSize(node)
    if (isPair(node)) return this.#size(node.key) + this.#size(node.value)
    if (!isCollection(node)) return sizeOfScalar(node)
    if (isMap(node) && !checkKeys(node, this.#diagnostics)) this.isSound = false
    const size = node.items.reduce<number>((sum, item) => Math.min(sum + this.#size(item), MAX_VALUES * 10), 1)
    this.#sizes.set(node, size)
    return size
  }

  #refuse(offset: number, message: string, hint?: string): void {
    this.isSound = false
    this.#diagnostics.error(offset, message, hint)
  }

  #aliasSize(alias: Alias): number {
    this.#aliases += 1
    if (this.#aliases === MAX_ALIASES + 1)
      this.#refuse(offsetOf(alias), `more than ${MAX_ALIASES} aliases; a scenario may have that many`)
    const target = this.#targets.get(alias)
    if (!target) {
      this.#refuse(
        offsetOf(alias),
        `*${alias.source} is read as an alias, and there is no anchor &${alias.source} before it`,
        `If it is a glob, put it in quotes: "*${alias.source}".`,
      )
      return 1
    }
    if (!isCollection(target)) return sizeOfScalar(target)
    const size = this.#sizes.get(target)
    if (size === undefined)
      this.#refuse(
        offsetOf(alias),
        `the alias *${alias.source} is inside the value that it stands for`,
        'It would repeat itself forever: put the anchor on a smaller part.',
      )
    else if (size > MAX_VALUES && this.isSound)
      this.#refuse(
        offsetOf(alias),
        `with the aliases up to here written out, the file has more than ${MAX_VALUES} values, of which a long text is one for each ${LETTERS} letters`,
        'Aliases of aliases multiply. Name fewer things at once.',
      )
    return size ?? 1
  }
}

/**
 * Reports what YAML allows but a scenario does not: keys that appear twice or are not text, aliases that lead nowhere or too
 * far. Whether the rest can be looked at all the same: it can where keys appear twice and that is all.
 */
export const checkTree = (document: Document, diagnostics: Finding): boolean => {
  const tree = new Tree(document, diagnostics)
  tree.measure(document.contents)
  return tree.isSound
}
