// Sorts a table by the column whose head is pressed; the third press gives back the order of the page.
// Without it the same tables stand in that order, and nothing else differs.

;(function () {
  const language = document.documentElement.lang || undefined
  const order = new Intl.Collator(language, { numeric: true })
  const parts = new Intl.NumberFormat(language).formatToParts(12345.6)
  const sign = type => (parts.find(part => part.type === type) || { value: '' }).value
  const [group, point] = [sign('group'), sign('decimal')]

  // Where each row is a block of its own, heads are not seen and must not be reached.
  const blocks = matchMedia('(max-width: 46rem)')
  const buttons = []
  const enable = () => buttons.forEach(button => { button.disabled = blocks.matches })

  const text = (row, column) => row.cells[column].textContent.trim()

  // A count or a share; null for a dash and for words, which say that there is no number.
  function number (words) {
    const plain = words.split(group).join('').replace(point, '.').replace(/\s*%$/, '')
    return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : null
  }

  // Durations, sizes and ranges have digits and are no numbers: by their words they would be sorted wrongly.
  const isSortable = words => number(words) !== null || !/\d/.test(words)

  // A date by its words would go by the name of its day or month.
  const isDate = words => /\b(19|20)\d\d(\b|년)/.test(words)

  function compare (column, isNumber, turn) {
    return (left, right) => {
      const [a, b] = [text(left, column), text(right, column)]
      if (!isNumber) return turn * order.compare(a, b)
      const [x, y] = [number(a), number(b)]
      // What is not known comes last, in either direction.
      if (x === null || y === null) return (x === null) - (y === null)
      return turn * (x - y)
    }
  }

  function prepare (table) {
    const body = table.tBodies[0]
    const rows = [...body.rows]
    const heads = [...table.tHead.rows[0].cells]
    if (rows.length < 3 || rows.some(row => row.cells.length !== heads.length)) return
    // A part stands under its whole, and a sum below all: in another order they would say something else.
    if (rows.some(row => row.cells[0].textContent.startsWith('\u2003') || row.cells[0].querySelector('strong'))) return
    heads.forEach((head, column) => {
      const isNumber = head.classList.contains('number')
      if (!head.textContent.trim() || rows.some(row => row.cells[column].querySelector('svg'))) return
      if (isNumber && !rows.every(row => isSortable(text(row, column)))) return
      if (!isNumber && rows.every(row => isDate(text(row, column)))) return
      const button = document.createElement('button')
      button.type = 'button'
      button.append(...head.childNodes)
      head.append(button)
      buttons.push(button)
      button.addEventListener('click', () => {
        // Numbers begin with the highest, words with the first of the alphabet.
        const first = isNumber ? 'descending' : 'ascending'
        const second = isNumber ? 'ascending' : 'descending'
        const was = head.getAttribute('aria-sort')
        const now = was === first ? second : was === second ? null : first
        for (const other of heads) other.removeAttribute('aria-sort')
        if (now) head.setAttribute('aria-sort', now)
        const turn = now === 'descending' ? -1 : 1
        body.append(...(now ? [...rows].sort(compare(column, isNumber, turn)) : rows))
      })
    })
  }

  for (const table of document.querySelectorAll('main table')) if (table.tHead && table.tBodies[0]) prepare(table)
  enable()
  blocks.addEventListener('change', enable)
})()
