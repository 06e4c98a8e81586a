// The box on the index of the reference: what `reply-search.js` finds, as links to entries.
// Without it the page is the same list, to be searched by the browser.

;(function () {
  if (typeof document === 'undefined') return
  const form = document.getElementById('search')
  const table = JSON.parse(document.getElementById('search-table').textContent)
  const words = table.words
  const input = form.querySelector('textarea')
  const results = document.getElementById('search-results')
  let classifier = null
  form.hidden = false

  const file = name => name.replace(/[^A-Za-z0-9._-]/g, '_').replace(/^\./, '_')
  function item (label, address, text, note) {
    const line = document.createElement('li')
    if (label) line.append(label + ': ')
    const link = document.createElement('a')
    link.href = address
    link.textContent = text
    line.append(link)
    if (note) {
      const soft = document.createElement('span')
      soft.className = 'soft'
      soft.textContent = ' (' + note + ')'
      line.append(soft)
    }
    return line
  }

  // What the pasted text names, most telling first.
  function find (text) {
    const lines = []
    const seen = new Set()
    const show = (label, address, name, note) => {
      if (seen.has(address)) return
      seen.add(address)
      lines.push(item(label, address, name, note))
    }
    classifier = classifier || makeClassifier(table)
    const verdict = classifier.classify(text)
    if (verdict.rule >= 0) {
      const note = verdict.words ? words.words.replace('{words}', '“' + verdict.words + '”')
        : verdict.strength === 4 ? words.guess : words.code
      show(words.reason, 'classes/' + file(verdict.klass) + '.html', table.titles[verdict.klass] || verdict.klass, note)
    }
    const upper = text.toUpperCase()
    for (const code of table.codes) {
      const at = upper.indexOf(code.toUpperCase())
      if (code.length < 4 || at < 0) continue
      const around = upper[at - 1] + upper[at + code.length]
      if (!/[A-Z0-9.]/.test(around.replace('UNDEFINED', '').replace(/\.$/, ''))) {
        show(words.column, 'codes/' + file(code) + '.html', code)
      }
    }
    const found = classifier.codes(text)
    for (const code of found ? [found.enhanced, String(found.reply)] : []) {
      if (table.codes.includes(code)) show(words.column, 'codes/' + file(code) + '.html', code)
    }
    const lower = text.toLowerCase()
    table.providers.forEach(([id, title, domains], place) => {
      const names = domains.map(domain => domain.split('.')[0]).filter(name => name.length > 4)
      if (place === verdict.provider || domains.some(domain => lower.includes(domain)) ||
        names.some(name => lower.includes(name)) ||
        (lower.length > 2 && title.toLowerCase().includes(lower.trim()))) {
        show(words.provider, 'providers/' + file(id) + '.html', title)
      }
    })
    // A few words may also be the name of an entry.
    const wanted = lower.trim().split(/\s+/)
    if (lower.length > 1 && lower.length < 60) {
      for (const row of document.querySelectorAll('main tbody tr, main section > ul > li')) {
        if (lines.length > 24) break
        const link = row.querySelector('a')
        const name = row.textContent.toLowerCase()
        if (link && wanted.every(word => name.includes(word))) show('', link.getAttribute('href'), link.textContent)
      }
    }
    return lines
  }

  function update () {
    const text = input.value
    results.replaceChildren()
    if (!text.trim()) return
    const lines = find(text.slice(0, 20000))
    if (lines.length) {
      const list = document.createElement('ul')
      list.append(...lines)
      results.append(list)
    } else {
      results.textContent = words.nothing
    }
  }

  let timer = 0
  input.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(update, 120) })
  form.addEventListener('submit', event => { event.preventDefault(); update() })
  form.addEventListener('reset', () => { results.replaceChildren(); input.focus() })
  // A link may bring its question along: index.html#q=550%205.1.1
  const asked = /^#q=(.+)/.exec(location.hash)
  if (asked) { try { input.value = decodeURIComponent(asked[1]); update() } catch { input.value = '' } }
})()
