/** Wraps a JSON value so that whoever reads in it is counted: `take` is told how many members are read, and may throw. */
export const counted = (value: unknown, take: (members: number) => void): unknown => {
  const known = new WeakMap<object, object>()
  const wrap = (one: unknown): unknown => {
    if (typeof one !== 'object' || one === null) return one
    const wrapped = known.get(one) ?? new Proxy(one, handler)
    known.set(one, wrapped)
    return wrapped
  }
  const handler: ProxyHandler<object> = {
    get: (target, name) => {
      take(1)
      return wrap(Reflect.get(target, name))
    },
    ownKeys: target => {
      const keys = Reflect.ownKeys(target)
      take(keys.length)
      return keys
    },
  }
  return wrap(value)
}
