import { type Alias, type Document, type Node, visit } from './yaml.ts'

/** What each alias of a document stands for: the nearest node before it that has the anchor. Aliases without an anchor are left out. */
export const aliasTargets = (document: Document): ReadonlyMap<Alias, Node> => {
  const anchors = new Map<string, Node>()
  const targets = new Map<Alias, Node>()
  visit(document, {
    Alias: (_key, alias) => {
      const target = anchors.get(alias.source)
      if (target) targets.set(alias, target)
    },
    Value: (_key, node) => {
      if (node.anchor) anchors.set(node.anchor, node)
    },
  })
  return targets
}
