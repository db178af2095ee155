/** docs/sdk-matrix.json: JSON with a row a line, so that a difference can be read. */
export const matrixFile = ({ subjects, ...about }) => {
  const shown = subjects.map(({ rows, ...subject }) => {
    const lines = rows.map(row => `      ${JSON.stringify(row)}`)
    const head = JSON.stringify(subject).slice(0, -1)
    return `    ${head},"rows":[${rows.length === 0 ? '' : `\n${lines.join(',\n')}\n    `}]}`
  })
  return `${JSON.stringify(about).slice(0, -1)},\n  "subjects":[\n${shown.join(',\n')}\n  ]}\n`
}
