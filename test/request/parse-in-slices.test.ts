import fc from 'fast-check'
import t from 'tap'
import { type ParsedJson, parseInSlices, SLICE_BYTES } from '#src/request/parse-in-slices'
import { bounded } from '../helpers/bounded.ts'

const parsed = (text: string | Buffer): { readonly json: ParsedJson; readonly steps: number } => {
  const parsing = parseInSlices(Buffer.from(text))
  for (let steps = 1; ; steps += 1) {
    const { done, value } = parsing.next()
    if (done) return { json: value, steps }
  }
}

const atOnce = (text: string): ParsedJson => {
  try {
    return { isJson: true, value: JSON.parse(text) }
  } catch {
    return { isJson: false }
  }
}

/** Equal in the order of names too; what has a name that is too long is not read. */
const agrees = (text: string): boolean => {
  const { json } = parsed(text)
  return (!json.isJson && json.tooLong === true) || JSON.stringify(json) === JSON.stringify(atOnce(text))
}

const long = 'x'.repeat(SLICE_BYTES + 1)
const list = Array(SLICE_BYTES).fill(1).join()

const texts: Readonly<Record<string, string>> = {
  small: '{"a":[1,{"b":null}],"c":"é"}',
  empty: '',
  blank: ' \n',
  'a number': '1e999',
  'a long text alone': `"${long}"`,
  'long texts in a list': `[1, "${long}" , "${long}"\n]`,
  'long members': `{"a":"${long}","b":[${list}],"c":{"d":{"e":"${long}","f":1}},"g":2}`,
  'a list in a list, over slices': `[[${list}],[[${list}]],${list}]`,
  'the same name twice': `{"a":1,"b":[${list}],"a":"${long}","b":2,"a":3}`,
  'names that are numbers': `{"b":"${long}","2":"${long}","1":[${list}],"a":1}`,
  'the name of every prototype': `{"__proto__":{"a":"${long}"},"x":"${long}","__proto__":"${long}"}`,
  'a long list under that name': `{"__proto__":[${list}],"constructor":[${list}]}`,
  escapes: `{"a":"${'\\n\\"\\\\'.repeat(SLICE_BYTES / 3)}"}`,
  'letters as escapes': `["${'\\ud83d\\ude00\\u00e9'.repeat(SLICE_BYTES / 9)}"]`,
  'letters of several bytes': `["${'é'.repeat(SLICE_BYTES)}","${'本'.repeat(SLICE_BYTES)}","x${'🦊'.repeat(SLICE_BYTES)}"]`,
  'short texts with brackets': `[${Array(SLICE_BYTES / 4)
    .fill('"]}{[,:\\""')
    .join()}]`,
  deep: `${'['.repeat(3000)}"${long}"${']'.repeat(3000)}`,
  unended: `{"a":"${long}"`,
  'an unended text': `["${long}`,
  'an end that is escaped': `["${long}\\"]`,
  'a line feed in a text': `["${long}\n"]`,
  'closed by another bracket': `{"a":["${long}"}}`,
  'closed too often': `["${long}"]]`,
  'two values': `["${long}"],["${long}"]`,
  'two long texts': `"${long}" "${long}"`,
  'a comma at the end': `["${long}",]`,
  'a comma at the end of an object': `{"a":"${long}",}`,
  'a comma too many': `["${long}",,1]`,
  'a comma at the beginning': `[,"${long}"]`,
  'no comma': `["${long}" "${long}"]`,
  'no comma behind a number': `[1"${long}"]`,
  'no comma before a number': `["${long}"1]`,
  'no colon': `{"a" "${long}"}`,
  'no name': `{"${long}"}`,
  'a name before its brace': `"${long}"{}`,
  'a list without a name': `{[${list}]}`,
  'a name in a list': `["a":"${long}"]`,
  'no comma in a long list': `[${list} ${list}]`,
  'a comma at the end of a long list': `[${list},]`,
}

for (const [name, text] of Object.entries(texts))
  t.test(`a text is read in slices as it is read at once: ${name}`, async t => t.ok(agrees(text)))

t.test('bytes that are no text are no JSON', async t =>
  t.strictSame(parsed(Buffer.concat([Buffer.from(`["${long}`), Buffer.from([0xff, 0x22, 0x5d])])).json, {
    isJson: false,
  }),
)

t.test('no step reads more than two slices, whatever the text is made of', async t => {
  for (const text of [
    `"${'x'.repeat(10 * SLICE_BYTES)}"`,
    `["${'\\\\'.repeat(5 * SLICE_BYTES)}"]`,
    `[${Array(5 * SLICE_BYTES).fill(1)}]`,
    // where each takes a step of its own, as many as 2000 deep
    `${'['.repeat(SLICE_BYTES)}${']'.repeat(SLICE_BYTES)}`,
    `{"a":{"b":[${Array(SLICE_BYTES).fill('{"c":"de"}')}]}}`,
  ])
    t.ok(parsed(text).steps > text.length / (2 * SLICE_BYTES), `${parsed(text).steps} steps`)
})

t.test('a name that is longer than a slice is told', async t => {
  t.strictSame(parsed(`{"a":[{"${long}" : 1}]}`).json, { isJson: false, tooLong: true })
  t.strictSame(parsed(`{"${'x'.repeat(SLICE_BYTES - 10)}":1,"a":"${long}"}`).json.isJson, true)
})

/** JSON with some texts and lists made long, and now and then a letter out of place. */
const hostile = fc
  .tuple(
    fc.json({ maxDepth: 6 }),
    fc.array(fc.nat(), { maxLength: 4 }),
    fc.option(fc.tuple(fc.nat(), fc.constantFrom('', ',', '"', '{', ']', ':', '1'))),
  )
  .map(([json, places, spoilt]) => {
    const parts = json.split(/(?<=[{[,:])(?=["\d[{])/)
    for (const place of places)
      parts.splice(place % (parts.length + 1), 0, ['', `[${list}],`, `"${long}",`][place % 3] ?? '')
    const text = parts.join('')
    const at = spoilt ? spoilt[0] % (text.length + 1) : 0
    return spoilt ? text.slice(0, at) + spoilt[1] + text.slice(at + 1) : text
  })

t.test('whatever a text is, it is read in slices as it is read at once', async t => {
  // without what was made smaller: one text is a megabyte
  const failed = fc.check(fc.property(hostile, agrees), { numRuns: bounded(1000), endOnFailure: true }).counterexample
  t.equal(failed?.[0].replaceAll(long, 'LONG').replaceAll(list, 'LIST'), undefined)
})
