// Prints the days on which ical.js, which Thunderbird shows calendars by, puts the events of the
// calendar on standard input: days_in_thunderbird.cjs ICAL FIRST LAST
const [ical, first, last] = process.argv.slice(2);
const ICAL = require(ical);
const calendar = new ICAL.Component(ICAL.parse(require("fs").readFileSync(0, "utf8")));
const events = calendar.getAllSubcomponents("vevent").map((one) => new ICAL.Event(one));
const days = [];
for (const event of events.filter((one) => !one.isRecurrenceException())) {
  events.filter((one) => one.isRecurrenceException() && one.uid === event.uid)
    .forEach((one) => event.relateException(one));
  const iterator = event.iterator();
  for (let next; (next = iterator.next()) && next.toString() <= last; ) {
    const shown = event.getOccurrenceDetails(next).startDate.toString();
    if (shown >= first) days.push(shown);
  }
}
console.log(days.sort().join("\n"));
