export const tourEn = {
  tour: {
    help: 'Help',
    api: 'API description',
    title: 'Tour of the console',
    offer: 'New here? A tour of one minute shows you round; stop it at any time, and have it again from Help.',
    start: 'Start the tour',
    decline: 'No, thank you',
    count: 'Step {i} of {n}',
    end: 'End the tour',
    back: 'Back',
    next: 'Next',
    done: 'Done',
    cards: {
      title: 'Live: new cards come in here',
      text: 'Every event is judged as it arrives, and a card is raised when a limit passes; the newest is on top. Shape, colour and word tell the level. Filter by level above; pause at the top right.',
      missing: 'The list has not been loaded yet.',
    },
    card: {
      title: 'A card: why, and by which article',
      text: 'A row of the list opens it. What should have been, what was, and the articles; then every day that counted or did not, with the reason, and at last the versions of the standards.',
      missing: 'There is no card yet; once there is one, any row opens here.',
    },
    clocks: {
      title: 'A case: limits, steps and course',
      text: 'The case number of a card leads here: how far each limit has run on an axis of working days, how long each step waited and took. The clock sheet at the top right prints every day on one page of A4.',
      missing: 'There is no case to look at yet; later, search by number, item or organisation under Cases.',
    },
    month: {
      title: 'A month: every figure is a link',
      text: 'Received, concluded, on time and alerts of a month, down to city, county, department and item; any figure leads to the cases or alerts behind it. The page Bulletins makes an official document of them.',
      missing: 'No figures for this month yet; choose another one above.',
    },
    sources: {
      title: 'Sources: who reports, and up to when',
      text: 'The last report of each source, its watermark, and its events of 24 hours; one that is behind or silent raises an alarm here and in the bar. Events turned down wait in quarantine to be corrected and sent again.',
      missing: 'There is no source yet, or the list could not be loaded.',
    },
  },
};
