import type { JsonSchema } from '../../json-schema.ts'
import { isMap, isScalar, type Node } from './yaml.ts'

/** Of several mappings that may stand in a place, the one that knows most of the keys; undefined for what is no mapping. */
export const likeliest = (options: readonly JsonSchema[], node: Node | null): JsonSchema | undefined => {
  if (!isMap(node)) return undefined
  const keys = node.items.map(({ key }) => (isScalar(key) ? String(key.value) : ''))
  const known = ({ properties = {} }: JsonSchema): number => keys.filter(key => Object.hasOwn(properties, key)).length
  return [...options].sort((a, b) => known(b) - known(a))[0]
}
