//! What readers get, and how it travels.

#[cfg(test)]
mod conversation;
#[cfg(test)]
mod dev_mailbox;
#[cfg(test)]
mod hostile_names;
#[cfg(test)]
mod letters;
#[cfg(test)]
mod refusals;
#[cfg(test)]
mod relay;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod tls;
