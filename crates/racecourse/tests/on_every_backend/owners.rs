//! Scenarios about states with a thread of their own, which serves the actors, for every backend that has channels.

/// Defines `owned`, which prepares the scenario of a name, if it is one of these.
macro_rules! owner_scenarios {
    ($prepared:ident) => {
        /// A number that belongs to a thread. It adds what it is sent, and answers the first so many.
        struct Sum(channel::Sender<(u32, channel::Sender<u32>)>);

        impl Sum {
            fn answering(most: usize) -> Self {
                let (questions, inbox) = channel::unbounded::<(u32, channel::Sender<u32>)>("questions");
                // Nobody holds on to it. It ends when nobody can ask it anything any more.
                spawn(move || {
                    let (mut sum, mut kept) = (0, Vec::new());
                    for (asked, (number, answer)) in inbox.into_iter().enumerate() {
                        sum += number;
                        if asked < most {
                            let _ = answer.send(sum);
                        } else {
                            kept.push(answer);
                        }
                    }
                });
                Sum(questions)
            }

            fn add(&self, number: u32) -> u32 {
                let (answer, answers) = channel::unbounded("answer");
                assert!(self.0.send((number, answer)).is_ok(), "the thread listens");
                answers.recv().expect("the thread answers or says nothing")
            }
        }

        fn owned(name: &str) -> Option<Box<dyn $prepared>> {
            Some(match name {
                "a thread of the state" => prepare(
                    Scenario::new(|| Sum::answering(2))
                        .actor("left", |sum: &Sum| sum.add(1))
                        .actor("right", |_| 0)
                        .observe_returned(|sum, sums| (sum.add(10), sums[0]))
                        .acceptable((11, 1), "the thread was there for an actor, and for who looked"),
                ),
                "a thread of the state that says nothing" => prepare(
                    Scenario::new(|| Sum::answering(1))
                        .actor("left", |sum: &Sum| sum.add(1) + sum.add(1))
                        .actor("right", |_| 0)
                        .observe_returned(|_, sums| sums[0])
                        .acceptable(0, "nobody gets here"),
                ),
                _ => return None,
            })
        }
    };
}
pub(crate) use owner_scenarios;
